"""The file of users: hashed, one line each, never taken for what it is not."""

import stat
from pathlib import Path

import pytest

from assistant.users import Users, set_password
from index.errors import SettingsError


def test_password_is_kept_as_a_hash_and_admits(tmp_path: Path) -> None:
    path = tmp_path / "users"
    set_password(path, "甲", "correct horse")
    set_password(path, "乙", "battery staple")
    set_password(path, "甲", "another horse")
    users = Users.read(path)
    assert users.admit("甲", "another horse") and users.admit("乙", "battery staple")
    assert not users.admit("甲", "correct horse") and not users.admit("丙", "another horse") and not users.admit("", "")
    assert "horse" not in path.read_text("utf-8") and len(path.read_text("utf-8").splitlines()) == 2
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(("name", "password"), [("", "long enough"), ("a:b", "long enough"), ("a\nb", "long enough"), ("a", "short")])
def test_names_and_passwords_that_cannot_be_used(tmp_path: Path, name: str, password: str) -> None:
    with pytest.raises(SettingsError):
        set_password(tmp_path / "users", name, password)


@pytest.mark.parametrize("text", ["", "\n", "甲", "甲:plain text", ":scrypt$a$b"])
def test_file_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "users").write_text(text, "utf-8")
    with pytest.raises(SettingsError):
        Users.read(tmp_path / "users")


def test_editors_are_told_apart_and_stay_so(tmp_path: Path) -> None:
    file = tmp_path / "users"
    set_password(file, "甲", "long enough", editor=True)
    set_password(file, "乙", "long enough")
    set_password(file, "甲", "another one")
    users = Users.read(file)
    assert users.may_edit("甲") and not users.may_edit("乙") and not users.may_edit("丙")
    assert users.admit("甲", "another one") and not users.admit("甲", "long enough")
    set_password(file, "甲", "another one", editor=False)
    assert not Users.read(file).may_edit("甲")
