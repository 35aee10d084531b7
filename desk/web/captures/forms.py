"""取证: an address to be captured, by the machine or before two officers."""

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

AUTOMATIC, ATTENDED = "automatic", "attended"


class AddressForm(forms.Form):
    """粘贴网址. Whether it may be reached at all the guard decides, when it is resolved."""

    url = forms.CharField(label="网址", max_length=2000, widget=forms.TextInput)
    how = forms.ChoiceField(
        label="方式",
        choices=[(AUTOMATIC, "自动采集"), (ATTENDED, "双人在场取证")],
        required=False,
    )
    lead = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_url(self) -> str:
        """An address of the web, whole."""
        url: str = self.cleaned_data["url"].strip()
        try:
            parts = urlsplit(url)
        except ValueError:
            parts = None
        if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValidationError("网址须以 http:// 或 https:// 开头，请从浏览器地址栏整条粘贴。")
        if any(ord(one) < 33 or ord(one) == 127 for one in url):
            raise ValidationError("网址中有空格或控制字符，请重新粘贴。")
        return url
