"""Forms of keyword lists: sending one in, signing, refusing to sign, the filter row."""

from typing import Any

from django import forms

from desk.web import here
from desk.web.lead.forms import Choosing, Located
from leads.list_shelf import State, Version

_ANY = [("", "全部")]


class ListFilters(Choosing):
    """筛选. Without a choice versions that are no longer used are left out."""

    area = forms.ChoiceField(label="领域", required=False)
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "在用和草稿"), ("open", "待会签"), *((s.name, s.value) for s in State)],
    )
    unit = forms.ChoiceField(label="会签机构", required=False)

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        areas = [(area.id, area.name) for area in here.units().areas]
        units = [(unit.id, unit.title) for unit in here.units().units]
        for name, choices in (("area", areas), ("unit", units)):
            self.choose(name, [*_ANY, *choices])
        self.is_valid()

    def fits(self, version: Version) -> bool:
        """Whether a version is to be shown."""
        said: dict[str, Any] = self.cleaned_data
        state, area, unit = said.get("state"), said.get("area"), said.get("unit")
        if state == "open":
            waits = version.open and (not unit or unit in version.agreement.missing)
        elif state:
            waits = version.state.name == state
        else:
            waits = version.state is not State.RETIRED
        named = not unit or unit in version.list.units
        return waits and named and (not area or version.list.area == area)


class UploadForm(Located):
    """导入."""

    file = forms.FileField(
        label="关键词表文件（TOML 或 XLSX）",
        help_text="XLSX 先下载模板（或从任一张表下载），改好再传；每个单元格按文本填写。"
        "CSV 不收。有错时不保存。",
        error_messages={"required": "请选择文件。", "empty": "文件是空的。"},
    )
    replace = forms.BooleanField(label="替换已签署的草稿（同一版本的原签名作废）", required=False)


class KeyForm(Located):
    """以机构密钥签署: the passphrase is used for this signature and kept nowhere."""

    passphrase = forms.CharField(
        label="机构密钥口令",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "autofocus": True}),
        error_messages={"required": "请输入机构密钥口令。"},
    )


class SignatureForm(Located):
    """上传签名: made elsewhere with the unit's key."""

    file = forms.FileField(
        label="签名文件",
        help_text="在存有本机构密钥的电脑上用 wangjian keywords agree 生成的 .agreements.jsonl。",
        error_messages={"required": "请选择签名文件。", "empty": "文件是空的。"},
    )


class ObjectionForm(Located):
    """不同意."""

    reason = forms.CharField(
        label="不同意的理由",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "不同意须写明理由。"},
    )
