"""Every record there is."""

from typing import Any

from evidence.package.records.form import Form
from evidence.package.records.forms import (
    assistance_letter,
    automatic_note,
    catalogue,
    cover_sheet,
    custody_log,
    extraction_record,
    fixing_list,
    notary_sheet,
    notices_checklist,
    party_check,
    picture_sheet,
    referral,
    signature_refusal,
    source_register,
    verification_record,
)

FORMS: tuple[Form[Any], ...] = (
    automatic_note.FORM,
    extraction_record.FORM,
    fixing_list.FORM,
    picture_sheet.FORM,
    catalogue.FORM,
    party_check.FORM,
    signature_refusal.FORM,
    source_register.FORM,
    referral.LETTER,
    referral.SUBMISSION,
    assistance_letter.FORM,
    notary_sheet.FORM,
    custody_log.FORM,
    verification_record.FORM,
    notices_checklist.FORM,
    cover_sheet.FORM,
)
