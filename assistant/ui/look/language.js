// Before Gradio starts: it takes the language of its labels from the browser, we from the reader's choice, Chinese first.
const language = /(?:^|; )ceyin-language=en(?:;|$)/.test(document.cookie) ? "en" : "zh-CN";
Object.defineProperty(navigator, "language", { value: language, configurable: true });
document.documentElement.lang = language;
