"""Forms of attended captures: matter and object, two officers with their codes, recordings."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from desk.jobs.uploads import MOST_BYTES, MOST_FILES
from desk.web.captures.forms import AddressForm
from desk.web.lead.forms import Located
from evidence.capture.attendance import Attendant, check_officers
from evidence.errors import CaptureFault
from leads.errors import LeadsError
from leads.officers import acting
from leads.personal_codes import check_code

_CODE = {"autocomplete": "off"}


class MatterForm(Located):
    """① 事由与对象."""

    url = forms.CharField(label="网址", max_length=2000)
    purpose = forms.CharField(
        label="事由", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    place = forms.CharField(label="取证地点", max_length=200, required=False)
    lead = forms.IntegerField(required=False, widget=forms.HiddenInput)

    clean_url = AddressForm.clean_url


class PresenceForm(Located):
    """② 两人到场: each with the own certificate and the own code; codes are never shown again."""

    first = forms.CharField(label="第一人执法证号（操作人）", max_length=60)
    first_code = forms.CharField(
        label="第一人口令",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs=_CODE),
    )
    second = forms.CharField(label="第二人执法证号", max_length=60)
    second_code = forms.CharField(
        label="第二人口令",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs=_CODE),
        help_text="口令已遮盖，不保存；遗忘时由管理员作废后重设（wangjian evidence code）。",
    )

    def clean(self) -> dict[str, Any]:
        """That they are two is looked at before any code is tried."""
        said: dict[str, Any] = super().clean() or {}
        if self.errors:
            return said
        try:
            people = [acting(said["first"]), acting(said["second"])]
            from django.utils import timezone

            now = timezone.now()
            check_officers([Attendant(one.name, one.number, now) for one in people])
        except LeadsError as error:
            raise ValidationError(error.zh) from error
        except CaptureFault as error:
            raise ValidationError(error.zh) from error
        said["people"] = people
        return said

    def confirm(self) -> list[dict[str, str]] | None:
        """Both codes tried: name, certificate and when; None with the reason on the form."""
        found = []
        for one, field in zip(
            self.cleaned_data["people"], ("first_code", "second_code"), strict=True
        ):
            try:
                at = check_code(one.number, self.cleaned_data[field])
            except LeadsError as error:
                self.add_error(field, error.zh)
                return None
            found.append(
                {"name": one.name, "certificate": one.number, "confirmed_at": at.isoformat()}
            )
        return found


class ManyFiles(forms.ClearableFileInput):
    """A field for several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, none of them empty."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each as a single file."""
        one = super().clean
        if isinstance(data, list | tuple):
            return [one(each, initial) for each in data] or one(None, initial)
        return [one(data, initial)]


class ImportForm(PresenceForm):
    """导入手机录像: files, what the officers say of them, and both officers."""

    recordings = ManyFilesField(
        label="录音录像文件",
        help_text=f"一次至多{MOST_FILES}个、共{MOST_BYTES >> 20} MiB；更大的请在取证工作站用"
        " wangjian evidence import 导入。",
    )
    device = forms.CharField(label="录制设备", max_length=200)
    recorded_at = forms.CharField(
        label="录制时间（照执法人员所述）", max_length=100, required=False
    )
    what = forms.CharField(label="所录内容", max_length=300, required=False)
    url = forms.CharField(label="网址（如有）", max_length=2000, required=False)
    purpose = forms.CharField(label="事由", max_length=300)
    place = forms.CharField(label="取证地点", max_length=200, required=False)
    lead = forms.IntegerField(required=False, widget=forms.HiddenInput)

    field_order: Sequence[str] = (
        "recordings",
        "device",
        "recorded_at",
        "what",
        "url",
        "purpose",
        "place",
        "first",
        "first_code",
        "second",
        "second_code",
    )

    def clean_recordings(self) -> "list[UploadedFile[bytes]]":
        """Not too many, not too much."""
        files: list[UploadedFile[bytes]] = self.cleaned_data["recordings"]
        total = sum(one.size or 0 for one in files)
        if len(files) > MOST_FILES or total > MOST_BYTES:
            raise ValidationError("文件太多或太大，请分次导入，或在取证工作站用命令导入。")
        return files


class TakenForm(Located):
    """The finished capture: its number, or the newest of the address."""

    number = forms.CharField(
        label="采集件编号",
        max_length=100,
        required=False,
        help_text="工作站结束时显示；不填则按网址查找最近一件双人采集件。",
    )
