"""What can be wrong with a capture folder, and with beginning one: stable codes."""

CODES = {
    "folder": ("目录不是空的", "the folder is not empty"),
    "number": ("采集件编号不能用作文件名", "the capture's number cannot be a file name"),
    "two-officers": (
        "双人在场取证须有两名不同的执法人员",
        "an attended capture takes two different officers",
    ),
    "not-confirmed": (
        "执法人员 {what} 尚未以个人口令确认在场",
        "officer {what} has not confirmed by a personal code",
    ),
    "clock-not-measured": (
        "系统时钟未与时间源比对，不能开始双人在场取证",
        "the clock was not measured against a time source; no attended capture without it",
    ),
    "known-answer": (
        "已知答案页未通过：{what}",
        "the page with the known answer did not pass: {what}",
    ),
    "import-file": (
        "不是可以导入的文件，或文件是空的：{what}",
        "this is no file that can be imported, or it is empty: {what}",
    ),
    "import-size": ("文件太大或太多：{what}", "too large, or too many files: {what}"),
    "import-device": (
        "须说明录制所用的设备",
        "say which device made the recordings",
    ),
    "capture-unfinished": (
        "采集未完成：没有 capture.json；其中的文件不构成采集件",
        "the capture was not finished: there is no capture.json; its files make no capture",
    ),
    "capture-abandoned": (
        "采集未完成，已放弃（{what}）；其中的文件不构成采集件",
        "the capture was not finished and was given up ({what}); its files make no capture",
    ),
    "manifest-unreadable": (
        "capture.json 无法读取：{what}",
        "capture.json cannot be read: {what}",
    ),
    "manifest-incomplete": (
        "capture.json 缺少应有的文件：{what}",
        "capture.json does not list what every capture has: {what}",
    ),
    "artefact-name": ("文件名不合规：{what}", "this is no file name of ours: {what}"),
    "artefact-repeated": ("文件名重复：{what}", "the file is listed more than once: {what}"),
    "artefact-missing": ("文件缺失：{what}", "the file is missing: {what}"),
    "artefact-changed": (
        "文件与其完整性校验值不符，已被改动：{what}",
        "the file does not hash to its digest, it was altered: {what}",
    ),
    "artefact-unlisted": (
        "目录中有 capture.json 未列出的文件：{what}",
        "the folder holds a file that capture.json does not list: {what}",
    ),
    "record-elsewhere": (
        "capture.json 所指的网络记录读不回来：{what}",
        "a record that capture.json names cannot be read back: {what}",
    ),
}
"""code: (Chinese, English); {what} is the part that was found wrong."""
