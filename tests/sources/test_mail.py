"""Mail: the message is an article, and so are its attachments."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.sources.made import BODY, SECOND, TITLE, came_of, only, reason


def mail(text: str = f"{BODY}\n{SECOND}\n", charset: str = "utf-8", cte: str = "base64") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = TITLE
    message["From"] = "وكالة الأنباء <news@example.org>"
    message["Date"] = "Wed, 15 Oct 2025 14:30:00 +0300 (AST)"
    message["Message-ID"] = "<1@example.org>"
    message.set_content(text, charset=charset, cte=cte)
    return message


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "iso-8859-6"])
@pytest.mark.parametrize("cte", ["base64", "quoted-printable", "8bit"])
def test_message_is_read_in_any_charset_and_coding(tmp_path: Path, charset: str, cte: str) -> None:
    found = only(tmp_path, "a.eml", mail(charset=charset, cte=cte).as_bytes())
    assert found.text == f"{TITLE}\n\n{BODY}\n{SECOND}"
    assert (found.doc_id, found.published) == ("1@example.org", "2025-10-15T14:30:00+03:00")
    assert (found.author, found.outlet) == ("وكالة الأنباء", None)


def test_headers_and_text_in_bare_bytes_are_read(tmp_path: Path) -> None:
    raw = f"Subject: {TITLE}\r\nFrom: وكالة <a@example.org>\r\n\r\n{BODY}\r\n{SECOND}\r\n"
    for encoding in ("utf-8", "cp1256"):
        found = only(tmp_path, f"{encoding}.eml", raw.encode(encoding))
        assert (found.title, found.author) == (TITLE, "وكالة")
        assert found.text == f"{TITLE}\n\n{BODY}\n{SECOND}"
        assert found.doc_id == encoding


def test_text_stands_before_html_that_says_the_same(tmp_path: Path) -> None:
    message = mail()
    message.add_alternative(f"<p>{BODY}</p><p>{SECOND}</p><p>غير ذلك</p>", subtype="html")
    assert only(tmp_path, "a.eml", message.as_bytes()).text == f"{TITLE}\n\n{BODY}\n{SECOND}"


def test_newsletter_whose_text_is_a_stub_is_read_from_its_html(tmp_path: Path) -> None:
    message = mail("اعرض الرسالة")
    message.add_alternative(
        f"<style>p {{}}</style><table><tr><td><p>{BODY}</p></td></tr></table>", subtype="html"
    )
    assert only(tmp_path, "a.eml", message.as_bytes()).text == f"{TITLE}\n\n{BODY}"


def test_attachments_of_known_forms_are_articles_and_others_are_told(tmp_path: Path) -> None:
    message = mail()
    message.add_attachment(f"{SECOND}\n".encode(), maintype="text", subtype="plain", filename="بيان.txt")
    message.add_attachment(
        f'id,text\n1,"{SECOND}"\n'.encode(), maintype="text", subtype="csv", filename="news.csv"
    )
    message.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="logo.gif")
    articles, failures = came_of(tmp_path, "a.eml", message.as_bytes())
    assert [a.doc_id for a in articles] == ["1@example.org", "a-بيان", "1"]
    assert [f.reason for f in failures] == ["attachment 'logo.gif' set aside: its form is not known"]


def test_forwarded_message_is_an_article(tmp_path: Path) -> None:
    outer = EmailMessage()
    outer["Subject"] = "FW"
    outer["From"] = "a@example.org"
    outer.set_content("see below")
    outer.add_attachment(mail())
    assert only(tmp_path, "a.eml", outer.as_bytes()).doc_id == "1@example.org"


def test_messages_within_messages_end_somewhere(tmp_path: Path) -> None:
    message = mail()
    for _ in range(12):
        outer = mail()
        outer.add_attachment(message)
        message = outer
    _, failures = came_of(tmp_path, "a.eml", message.as_bytes())
    assert any("nested too deeply" in f.reason for f in failures)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no mail"),
        (BODY.encode(), "no mail"),
        (b"Subject: x\r\nContent-Type: text/plain; charset=\0x\r\n\r\nEnglish \x80", "a message"),
        (b"Subject: x\r\n\r\n", "a message without text"),
        (b"Subject: x\r\n\r\nEnglish only, and nothing else.", "Arabic"),
        (mail().as_bytes()[:300], "Arabic"),
    ],
)
def test_what_is_no_message_in_arabic_fails(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in reason(tmp_path, "a.eml", data) or words == "Arabic"
