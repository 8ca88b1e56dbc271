"""`python -m assistant` is `ceyin`."""

from assistant.cli import main

if __name__ == "__main__":
    main()
