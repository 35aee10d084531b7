import time

import pytest

from pages.reading import read_page
from pages.xhtml import as_html

HEAD = '<?xml version="1.0" encoding="{0}"?><html xmlns="http://www.w3.org/1999/xhtml"><head>{1}</head>'


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>x</title><script src='a.js'/>", "<p>本店销售熟茶</p>"),
        ("<title/><style/>", "<div style='display:none'/><textarea/><p>本店销售熟茶</p>"),
        ("", "<p><![CDATA[本店销售熟茶]]></p>"),
    ],
)
def test_a_page_that_is_read_as_xml(head, body):
    html = f"{HEAD.format('gb2312', head)}<body>{body}</body></html>".encode("gbk")
    page = read_page(html, "https://shop.example/", "application/xhtml+xml")
    assert page.text("description") == "本店销售熟茶"
    assert page.charset == "gb18030"


def test_scripts_are_not_escaped():
    text = "<script><![CDATA[ if (a < b && c) {} ]]></script><p><![CDATA[a < b]]></p><br/>"
    assert as_html(text) == "<script> if (a < b && c) {} </script><p>a &lt; b</p><br/>"


def test_a_page_that_is_read_as_html_is_left_alone():
    page = read_page(b"<script src='a.js'/><p>x</p>", "https://shop.example/", "text/html")
    assert page.text("description") == ""


def test_hostile_pages_are_read_in_time():
    start = time.process_time()
    for piece in ("<![CDATA[", "<script/>", "<a ", "<![CDATA[]]>"):
        as_html(piece * (1_000_000 // len(piece)))
    assert time.process_time() - start < 3
