"""A browser without JavaScript: follows redirects and links, fills in and submits forms, keeps cookies.

Cookies belong to a host, whatever the port, as in every browser: the app, Logto and Patreon share one jar on localhost.
"""

from typing import Optional
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

import requests
from bs4 import BeautifulSoup, Tag

REDIRECTS = {301, 302, 303, 307, 308}
TIMEOUT = 30


class FormBrowser:
    def __init__(self, language: str = "en") -> None:
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers.update({"Accept": "text/html,*/*;q=0.8", "Accept-Language": language})
        self.response: Optional[requests.Response] = None
        self.history: list[str] = []
        self.stops_at: Optional[str] = None

    # What the page says

    @property
    def url(self) -> str:
        return self.response.url

    @property
    def html(self) -> str:
        return self.response.text

    @property
    def text(self) -> str:
        if "html" not in self.response.headers.get("Content-Type", ""):
            return self.response.text
        page = BeautifulSoup(self.html, "html.parser")
        for unseen in page(["script", "style", "template"]):
            unseen.decompose()
        # What stands on one line is one text: only block elements part words.
        for inline in page(["a", "b", "bdi", "code", "em", "mark", "span", "strong"]):
            inline.unwrap()
        page.smooth()
        return squeeze((page.body or page).get_text(" "))

    # What a person does

    def open(self, url: str) -> None:
        self.go("GET", url)

    def fill(self, name: str, value: str) -> None:
        self.need(f'input[name="{name}"], textarea[name="{name}"], select[name="{name}"]')
        self.entered[name] = value

    def choose(self, name: str, value: str) -> None:
        self.need(f'input[name="{name}"][value="{value}"]')
        self.entered[name] = value

    def press(self, label: str) -> None:
        """Presses the button or link that reads `label`, or else the first one that contains it."""
        candidates = self.page.select("button, input[type=submit], a[href]")
        labels = [squeeze(c.get("value", "") if c.name == "input" else c.get_text(" ")) for c in candidates]
        matches = [c for c, text in zip(candidates, labels) if text == label]
        matches += [c for c, text in zip(candidates, labels) if label in text]
        assert matches, f"no button or link reads {label!r}; {self.describe()}"
        self.activate(matches[0])

    def press_button(self, name: str, value: str) -> None:
        self.activate(self.need(f'button[name="{name}"][value="{value}"], input[name="{name}"][value="{value}"]'))

    def confirm_sign_out(self) -> None:
        """The form that JavaScript would have submitted."""
        self.submit(self.need('form[id="op.logoutForm"]'), None)

    def expect_at(self, prefix: str) -> None:
        assert self.url.startswith(prefix), f"expected to be at {prefix}…; {self.describe()}"

    # How it is done

    def need(self, selector: str) -> Tag:
        element = self.page.select_one(selector)
        assert element is not None, f"the page has no {selector}; {self.describe()}"
        return element

    def activate(self, element: Tag) -> None:
        if element.name == "a":
            return self.open(urljoin(self.base, element["href"]))
        owner = element.get("form")
        form = self.page.find("form", id=owner) if owner else element.find_parent("form")
        assert form is not None, f"the button {element} belongs to no form"
        self.submit(form, element)

    def submit(self, form: Tag, button: Optional[Tag]) -> None:
        fields = self.values(form)
        if button is not None and button.get("name"):
            fields.append((button["name"], button.get("value", "")))
        override = button.attrs if button is not None else {}
        method = override.get("formmethod", form.get("method", "get")).upper()
        target = urljoin(self.base, override.get("formaction", form.get("action", "")))
        assert "multipart" not in form.get("enctype", ""), "file uploads are not understood"
        if method == "GET":
            return self.go("GET", target.split("?")[0] + "?" + urlencode(fields))
        self.go("POST", target, fields)

    def values(self, form: Tag) -> list[tuple[str, str]]:
        """The successful controls of a form, in order, with what was entered in place of the defaults."""
        owned = [c for c in form.select("input, textarea, select") if not c.get("form")]
        owned += self.page.select(f'[form="{form["id"]}"]') if form.get("id") else []
        found = []
        for control in owned:
            name, kind = control.get("name"), control.get("type", "text")
            if not name or control.has_attr("disabled") or kind in {"submit", "button", "image", "reset", "file"}:
                continue
            if control.name == "button":
                continue
            if kind in {"radio", "checkbox"}:
                value = control.get("value", "on")
                if (self.entered[name] == value) if name in self.entered else control.has_attr("checked"):
                    found.append((name, value))
            else:
                found.append((name, self.entered.get(name, default_value(control))))
        return found

    def go(self, method: str, url: str, fields: Optional[list] = None) -> None:
        headers = {}
        if self.response is not None and method == "POST":
            here = urlsplit(self.url)
            headers = {"Origin": f"{here.scheme}://{here.netloc}", "Referer": self.url}
        for _ in range(20):
            url = urldefrag(url).url
            self.history.append(f"{method} {url}")
            self.response = self.session.request(
                method, url, data=fields, headers=headers, allow_redirects=False, timeout=TIMEOUT
            )
            location = self.response.headers.get("Location")
            if self.response.status_code not in REDIRECTS or not location:
                return self.arrive()
            url = urljoin(url, location)
            if self.stops_at and url.startswith(self.stops_at):
                self.response.url = url
                return self.arrive()
            if method == "POST" and self.response.status_code not in {307, 308}:
                method, fields = "GET", None
        raise AssertionError("too many redirects:\n" + "\n".join(self.history[-20:]))

    def arrive(self) -> None:
        self.page = BeautifulSoup(self.response.content, "html.parser")
        base = self.page.find("base", href=True)
        self.base = urljoin(self.url, base["href"]) if base else self.url
        self.entered: dict[str, str] = {}

    def describe(self) -> str:
        return f"at {self.url} ({self.response.status_code}), which says: {self.text[:600]}"


def default_value(control: Tag) -> str:
    if control.name == "textarea":
        return control.get_text()
    if control.name == "select":
        chosen = control.select_one("option[selected]") or control.select_one("option")
        return chosen.get("value", chosen.get_text()) if chosen else ""
    return control.get("value", "")


def squeeze(text: str) -> str:
    return " ".join(text.split())
