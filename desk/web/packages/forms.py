"""Forms of 证据包: making one ready, reviewing it, sealing it, a redacted copy."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from desk.web.lead.forms import Located
from desk.web.stepping import StepForm
from desk.web.templatetags.desk_words import safe_words
from leads.beijing import day_of
from leads.models import Lead, Officer
from leads.package_reviews import MOST_LEADS

if TYPE_CHECKING:
    from collections.abc import Callable

    _Leads = forms.ModelMultipleChoiceField[Lead]
else:
    _Leads = forms.ModelMultipleChoiceField


class LeadsField(_Leads):
    """Leads to choose from, each told by shop and matter."""

    def label_from_instance(self, obj: Lead) -> str:
        """530500-2026-0001 某店：高仿."""
        shop = safe_words(obj.shop.name or obj.shop.key, 24)
        return f"{obj} {shop}：{safe_words(obj.summary, 40)}"


class MakeForm(Located):
    """制作: a case, its registered leads, the two officers who answer for it."""

    case = forms.CharField(label="案号", max_length=120)
    supplement = forms.BooleanField(
        label="同案补充：同号的包已有，本包是同一案件的补充", required=False
    )
    title = forms.CharField(label="案由", max_length=200, required=False)
    leads = LeadsField(
        label="线索（已登记）",
        queryset=Lead.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择至少一件已登记的线索。"},
    )
    first = forms.ModelChoiceField(
        label="执法人员一", queryset=Officer.objects.none(), empty_label="请选择"
    )
    second = forms.ModelChoiceField(
        label="执法人员二", queryset=Officer.objects.none(), empty_label="请选择"
    )
    test = forms.BooleanField(
        label="试用包", required=False, help_text="可用测试密钥，不得用于真实案件。"
    )

    def __init__(
        self,
        leads: "QuerySet[Lead]",
        office: str,
        *words: Any,
        before: "Callable[[str], list[str]]" = lambda case: [],
        **named: Any,
    ) -> None:
        """`before` tells what was made of a case so far, as far as the account may see it."""
        super().__init__(*words, **named)
        self._before = before
        today = day_of(timezone.now())
        valid = Q(valid_to=None) | Q(valid_to__gte=today)
        people = Officer.objects.filter(valid, active=True, office=office).order_by("name", "id")
        for name in ("first", "second"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = people
        chosen = self.fields["leads"]
        assert isinstance(chosen, forms.ModelMultipleChoiceField)
        chosen.queryset = leads.select_related("shop")
        chosen.help_text = f"一次至多{MOST_LEADS}件。"

    def clean(self) -> dict[str, Any]:
        """A number of a case that has packages already: said, and asked whether it is meant."""
        said: dict[str, Any] = super().clean() or {}
        made = self._before(said["case"].strip()) if said.get("case") else []
        if made and not said.get("supplement"):
            self.add_error(
                "case",
                f"此案号已有：{'；'.join(made)}。确是同一案件的补充，请勾选“同案补充”再提交；"
                "不是同一案件，请改正案号。",
            )
        return said


class ReviewForm(StepForm):
    """审核: 通过 or 退回, none preselected."""

    choice = forms.ChoiceField(
        label="审核",
        choices=[("approve", "通过"), ("return", "退回")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选通过或退回。"},
    )
    opinion = forms.CharField(
        label="意见", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        """A return needs its reason."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("choice") == "return" and not said.get("opinion", "").strip():
            self.add_error("opinion", "退回须写明意见。")
        return said


class SealForm(StepForm):
    """封签: the passphrase of the office's key. It is never put back on a page."""

    passphrase = forms.CharField(
        label="机关密钥口令",
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="只交给这一次封签作业，不保存、不写入日志。",
    )


class FinishForm(Located):
    """写成正式包: packages whose stamp has come."""

    passphrase = SealForm.base_fields["passphrase"]


class RedactForm(Located):
    """脱敏副本 by a plan 遮蔽方案."""

    plan = forms.CharField(
        label="遮蔽方案（TOML）",
        max_length=100_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text="每处写图片路径、理由和遮盖区域（像素）；原包不变，副本另编包号。",
    )
    passphrase = SealForm.base_fields["passphrase"]
