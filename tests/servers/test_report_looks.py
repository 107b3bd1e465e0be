"""How the report looks and reads in Chromium: on a desk, on a phone, in the dark, on paper, by keyboard and by ear."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any  # JSON

import pytest

from classifier.cli import main
from classifier.report.inbox import inbox_of
from classifier.report.page import page
from tests.servers import machine
from tests.servers.browser import Browser, chromium
from tests.test_report import letters, row, sent

pytestmark = pytest.mark.servers

ROOT = Path(__file__).parents[2]
LOOKS = [(1280, False), (1280, True), (390, False), (390, True)]
"""Widths of a desk's and of a phone's window, in the light and in the dark."""
KINDS = ("personal", "outreach", "outreach", "newsletter", "notification", "junk", "personal")


def rows(n: int) -> list[dict[str, Any]]:
    """An inbox of so many messages, with long words, names and domains in it, and of each section something."""
    made = []
    for i in range(n):
        kind = KINDS[i % len(KINDS)]
        proof = {
            "where": "body",
            "excerpt": "Donaudampfschifffahrtsgesellschaft" * 2 + " wants a quick call",
            "start": 0,
        }
        names = ("sales_platform", "asks_for_a_call", "list_offered")
        reasons = [{"signal": s, "value": 1.0, "evidence": [proof], "weight": 0.4} for s in names[: 1 + i % 3]]
        leaned = kind == "personal" and i % 2 == 1
        more = {"leaned": True, "label": "bot"} if leaned else {}
        sender = (
            f"Wilhelmina van der Achternaam {i % 7} <wilhelmina.achternaam@a-rather-long-organisation{i % 5}.example>"
        )
        day = f"{2023 + i % 1008 // 336}-{1 + i % 336 // 28:02}-{1 + i % 28:02}"
        made.append(
            row(
                day,
                sender,
                f"Rindfleischetikettierungsüberwachung and your next customers {i}",
                kind,
                reasons=reasons,
                **more,
            )
        )
    return made


def report(n: int) -> str:
    answers = [sent("2023-01-20", "wilhelmina.achternaam@a-rather-long-organisation1.example", refuses=True)]
    weak = ("On kinds of mail that it had never seen, the model called 9 % of people's letters something else.",)
    return page(inbox_of(letters(*rows(n)), answers if n else ()), {"sales_platform": "Sent by sales software"}, weak)


@pytest.fixture(scope="module")
def pages() -> Iterator[dict[int, Path]]:
    """Number of messages → its page."""
    folder = Path(tempfile.mkdtemp(prefix="coldsieve-"))
    found = {}
    for n in (0, 20, 2_000):
        found[n] = folder / f"{n}.html"
        found[n].write_text(report(n), encoding="utf-8")
    yield found
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("chromium")) as made:
        yield made


def kept(name: str) -> Path | None:
    """Where a picture is kept to be looked at: in the folder that PICTURES names."""
    folder = os.environ.get("PICTURES")
    return Path(folder) / name if folder else None


@pytest.mark.parametrize("n", [0, 20, 2_000])
@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_nothing_sticks_out(n: int, width: int, dark: bool, pages: dict[int, Path], browser: Browser) -> None:
    browser.tab(width, dark)
    browser.open(pages[n])
    browser.evaluate("document.querySelectorAll('details').forEach((one, i) => { one.open = i < 40; })")
    assert browser.evaluate("document.documentElement.scrollWidth") == width
    # A word that is cut in two in a column of its own, or a letter outside of the window.
    outside = browser.evaluate(
        "[...document.querySelectorAll('main *')].filter((one) => { const box = one.getBoundingClientRect();"
        " return box.width > 1 && !one.closest('svg, .wide table') && (box.right > innerWidth + 1 || box.left < -1); }).length"
    )
    assert outside == 0
    paper = browser.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") is not dark
    if file := kept(f"{n}-{width}-{'dark' if dark else 'light'}.png"):
        browser.picture(file, clip={"x": 0, "y": 0, "width": width, "height": 6_000, "scale": 1})


@pytest.mark.parametrize("n", [0, 20, 2_000])
def test_it_prints(n: int, pages: dict[int, Path], browser: Browser, tmp_path: Path) -> None:
    machine.needs("pdftoppm", "pdftotext")
    browser.tab(dark=True)  # paper is white whatever the screen prefers
    browser.open(pages[n])
    browser.printed(tmp_path / "report.pdf")
    text = subprocess.run(
        ["pdftotext", tmp_path / "report.pdf", "-"], check=True, capture_output=True, text=True
    ).stdout
    assert "What happened in this inbox" in text
    assert "How sure this is" in text
    assert "Search sender" not in text
    command: list[str | Path] = [
        "pdftoppm",
        "-r",
        "20",
        "-gray",
        "-f",
        "1",
        "-l",
        "1",
        tmp_path / "report.pdf",
        tmp_path / "page",
    ]
    subprocess.run(command, check=True)
    (first,) = tmp_path.glob("page*.pgm")
    grey = first.read_bytes()[-10_000:]
    assert sum(grey) / len(grey) > 180
    if file := kept(f"{n}.pdf"):
        shutil.copy(tmp_path / "report.pdf", file)


@pytest.mark.parametrize("n", [0, 20])
@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_it_is_accessible(n: int, width: int, dark: bool, pages: dict[int, Path], browser: Browser) -> None:
    """By axe-core: contrast of 4.5:1, headings in order, names of all controls and pictures, landmarks, tables."""
    browser.tab(width, dark)
    browser.open(pages[n])
    browser.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    browser.evaluate((resources.files("axe_core_python") / "axe.min.js").read_text("utf-8"))
    options = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'], resultTypes: ['violations']}"
    told = browser.evaluate(f"axe.run(document, {options})")
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in told["violations"]] == []
    checked = [one["id"] for one in told["passes"]]
    assert {"color-contrast", "heading-order", "document-title"} <= set(checked)


def test_each_plot_has_a_text(pages: dict[int, Path], browser: Browser) -> None:
    browser.tab()
    browser.open(pages[2_000])
    plots = browser.evaluate(
        "[...document.querySelectorAll('svg')].filter((one) => !one.closest('[aria-hidden]') && !one.parentNode.closest('svg'))"
        ".map((one) => [one.getAttribute('role'), one.getAttribute('aria-label') || ''])"
    )
    assert len(plots) > 3
    assert all(role == "img" and len(label) > 20 for role, label in plots)


def test_it_goes_by_keyboard(pages: dict[int, Path], browser: Browser) -> None:
    browser.tab(width=390)
    browser.open(pages[20])
    wanted = browser.evaluate(
        "[...document.querySelectorAll('a, summary, input, select, button, [tabindex]')].filter((one) => one.checkVisibility()).length"
    )
    seen = []
    for _ in range(wanted):
        browser.press("Tab")
        seen.append(
            browser.evaluate(
                "(() => { const one = document.activeElement; const style = getComputedStyle(one);"
                " return [Math.round(one.getBoundingClientRect().top + scrollY), style.outlineStyle, style.outlineWidth, one.tagName]; })()"
            )
        )
    tops = [one[0] for one in seen if one[3] != "SELECT"]  # side by side with the field before
    assert tops == sorted(tops)
    assert {tuple(one[1:3]) for one in seen} == {("solid", "2px")}
    browser.evaluate("document.querySelector('summary').focus()")
    browser.press("Enter")
    assert browser.evaluate("document.querySelector('details').open")
    small = browser.evaluate(
        "[...document.querySelectorAll('summary, input, select, button')].filter((one) => one.checkVisibility())"
        ".map((one) => one.getBoundingClientRect()).filter((box) => box.height < 24).length"  # WCAG 2.2, 2.5.8
    )
    assert small == 0


def test_a_link_searches_for_those_in_doubt(pages: dict[int, Path], browser: Browser) -> None:
    browser.tab()
    browser.open(pages[2_000])
    browser.evaluate("document.getElementById('label').value = 'leaned'")
    browser.evaluate("document.getElementById('label').dispatchEvent(new Event('change'))")
    assert browser.evaluate("document.getElementById('count').textContent").startswith("285 of 2,000 messages")
    browser.evaluate("document.getElementById('words').value = 'customers 1999'")
    browser.evaluate("document.getElementById('find').requestSubmit()")
    assert browser.evaluate("document.getElementById('count').textContent").startswith("0 of 2,000")


def test_the_picture_in_the_readme(browser: Browser, tmp_path: Path) -> None:
    """The two commands of the README, and how their report begins; ``make screenshot`` keeps it."""
    archive = tmp_path / "archive"
    assert main(["corpora", "mailbox", "--messages", "5000", "-o", str(archive)]) == 0
    export = archive / "All mail Including Spam and Trash.mbox"
    assert main(["report", str(export), "-o", str(tmp_path / "report.html")]) == 0
    browser.tab(900, height=1000)
    browser.open(tmp_path / "report.html")
    browser.picture(tmp_path / "report.png", whole=False)
    assert 20_000 < (tmp_path / "report.png").stat().st_size < 200_000
    if file := kept("report.png"):
        shutil.copy(tmp_path / "report.png", file)
