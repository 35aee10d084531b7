"""The tables of the room: runs, their sites, what was asked, and who works on it.

    Run ─┬─ SiteRun ─┬─ Step      a target: pending or done
         │           ├─ PageRow   what came of it
         │           ├─ PageCapture   a page that a browser is to capture
         │           └─ Slice     one process's stretch of work
    Host                          a host's next turn, and who holds it
    Worker                        a process that takes jobs, and its heartbeat

Times that processes compare are seconds on the shared clock (shared_clock.py)
with their era; times for people are UTC datetimes.
"""

from typing import ClassVar

from django.db import models


class Run(models.Model):
    """任务执行: one execution of a campaign.

    All that it needs is kept with it (campaign, lists), so it goes on unchanged
    on any machine and after any file was edited. `exit_code` is set when it ended
    or was held; `troubles` are lines about what else went wrong; `closed_at` says
    that its screening files were written.
    """

    class State(models.TextChoices):
        """Where the run stands."""

        RUNNING = "running", "进行中"
        INTERRUPTED = "interrupted", "已中断"
        ENDED = "ended", "已结束"

    id = models.CharField(max_length=40, primary_key=True)
    campaign_id = models.CharField(max_length=120, db_index=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    campaign = models.JSONField()
    lists = models.JSONField()
    config_digest = models.CharField(max_length=80)
    versions = models.JSONField(default=dict)
    draft = models.BooleanField(default=False)
    office = models.CharField(max_length=6, default="")
    queue = models.CharField(max_length=20)
    priority = models.PositiveIntegerField(default=100)
    started_by = models.CharField(max_length=200, default="")
    state = models.CharField(max_length=12, choices=State, default=State.RUNNING, db_index=True)
    exit_code = models.PositiveSmallIntegerField(null=True)
    troubles = models.JSONField(default=list)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Run"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.id} {self.title}"


class SiteRun(models.Model):
    """One site of a run. `memo` is the spider's; `partition` its host:port.

    `turn` numbers its jobs, `barren` counts slices in a row that died without a
    page, `failures` its jobs that failed for another reason; `leads` are the ids of
    leads that only the whole site made. `capturing` says that pages of the crawled
    site are still to be captured 采集.
    """

    class State(models.TextChoices):
        """Where the site stands; all but the first two are final."""

        WAITING = "waiting", "等待"
        RUNNING = "running", "进行中"
        DONE = "done", "完成"
        BLOCKED = "blocked", "被拦截"
        UNREACHABLE = "unreachable", "无法访问"
        FAILED = "failed", "出错"

    run = models.ForeignKey(Run, models.CASCADE, related_name="sites")
    number = models.PositiveIntegerField()
    url = models.TextField()
    partition = models.CharField(max_length=300, db_index=True)
    plan = models.JSONField(default=dict)
    memo = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    detail = models.TextField(default="")
    coverage = models.JSONField(default=dict)
    leads = models.JSONField(default=list)
    needs_browser = models.BooleanField(default=False)
    out_of_time = models.BooleanField(default=False)
    capturing = models.BooleanField(default=False)
    turn = models.PositiveIntegerField(default=0)
    barren = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["SiteRun"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("run", "number"), name="site_number_once"),
        ]
        ordering: ClassVar = ("run_id", "number")

    def __str__(self) -> str:
        return f"{self.run_id}/{self.number} {self.url}"

    @property
    def crawled(self) -> bool:
        """Whether nothing more is to be crawled at the site in this run."""
        return self.state not in (self.State.WAITING, self.State.RUNNING)

    @property
    def final(self) -> bool:
        """Whether nothing more is to be done at the site in this run."""
        return self.crawled and not self.capturing


class Step(models.Model):
    """A target of a site's run: known, and done or not. One row per Target.key."""

    site = models.ForeignKey(SiteRun, models.CASCADE, related_name="steps")
    key = models.CharField(max_length=32)
    kind = models.CharField(max_length=10)
    done = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    target = models.JSONField()

    objects: ClassVar[models.Manager["Step"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("site", "key"), name="step_once"),
        ]
        indexes: ClassVar = [models.Index(fields=("site", "done"))]

    def __str__(self) -> str:
        return f"{self.site_id} {self.key}"


class PageRow(models.Model):
    """What came of a target: at most one row for each.

    `record` points to the archived response (RecordRef as JSON, null where
    nothing arrived); `inspection` is what the checks said, kept where they said
    anything; `kind` is what the page turned out to be, `leads` the ids of leads
    that it made or joined; `file` and `offset` repeat the record's place.
    """

    site = models.ForeignKey(SiteRun, models.CASCADE, related_name="pages")
    key = models.CharField(max_length=32)
    kind = models.CharField(max_length=10)
    shop = models.CharField(max_length=300, default="")
    url = models.TextField()
    final_url = models.TextField(default="")
    term = models.TextField(default="")
    outcome = models.CharField(max_length=12)
    status = models.PositiveSmallIntegerField(default=0)
    detail = models.TextField(default="")
    title = models.TextField(default="")
    charset = models.CharField(max_length=40, default="")
    flags = models.JSONField(default=list)
    hits = models.IntegerField(null=True)
    record = models.JSONField(null=True)
    file = models.CharField(max_length=200, default="", db_index=True)
    offset = models.BigIntegerField(null=True)
    inspection = models.JSONField(null=True)
    leads = models.JSONField(default=list)
    slice_number = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField()

    objects: ClassVar[models.Manager["PageRow"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("site", "key"), name="page_once"),
        ]
        indexes: ClassVar = [models.Index(fields=("site", "outcome"))]

    def __str__(self) -> str:
        return f"{self.site_id} {self.url}"


class PageCapture(models.Model):
    """A page of a site's run that a browser is to capture 待采集页, and what came of it.

    `rank` is its turn, from 1; `key` the PageRow that showed it, `leads` the ids of the
    leads it belongs to. `number` is the capture's, once it was taken; `detail` a short
    reason in English with a stable first word (capture_reasons.py). `attempts` counts
    the folders that were begun, `deaths` the processes that died at it of their own
    fault.
    """

    class State(models.TextChoices):
        """What came of it; all but the first are final."""

        PENDING = "pending", "待采集"
        TAKEN = "taken", "已采集"
        FAILED = "failed", "未采成"
        LEFT = "left", "未采集"

    site = models.ForeignKey(SiteRun, models.CASCADE, related_name="captures")
    rank = models.PositiveIntegerField()
    key = models.CharField(max_length=32)
    url = models.TextField()
    leads = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    detail = models.TextField(default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    deaths = models.PositiveSmallIntegerField(default=0)
    number = models.CharField(max_length=100, default="", db_index=True)
    slice_number = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["PageCapture"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("site", "rank"), name="capture_rank_once"),
        ]
        indexes: ClassVar = [models.Index(fields=("site", "state"))]

    def __str__(self) -> str:
        return f"{self.site_id} {self.state} {self.url}"


class Slice(models.Model):
    """One process's stretch of work at one site. `fence` is that of its lease.

    `pages` counts what it kept: pages of a crawl, or captures of a crawled site.
    """

    site = models.ForeignKey(SiteRun, models.CASCADE, related_name="slices")
    number = models.PositiveIntegerField()
    fence = models.BigIntegerField()
    worker = models.CharField(max_length=120, default="")
    process = models.CharField(max_length=200, default="")
    pages = models.PositiveIntegerField(default=0)
    end = models.CharField(max_length=20, default="")
    detail = models.TextField(default="")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Slice"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("site", "number"), name="slice_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} slice {self.number}"


class Host(models.Model):
    """A host:port that is asked: its next turn, and the lease on working at it.

    `next_turn` is the earliest time of the next request, whoever makes it.
    `holder` works at the site until `held_until`, renewed while it lives;
    `fence` grows with every new holder, so that a holder that was taken for dead
    can keep nothing more. `wanted` is the priority of the most urgent one who
    waits (smaller is more urgent), as long as it says so (`wanted_until`).
    """

    name = models.CharField(max_length=300, primary_key=True)
    era = models.CharField(max_length=60, default="")
    next_turn = models.FloatField(default=0.0)
    gap = models.FloatField(default=0.0)
    holder = models.CharField(max_length=200, default="")
    held_until = models.FloatField(default=0.0)
    fence = models.BigIntegerField(default=0)
    wanted = models.PositiveIntegerField(null=True)
    wanted_until = models.FloatField(default=0.0)

    objects: ClassVar[models.Manager["Host"]] = models.Manager()

    def __str__(self) -> str:
        return self.name


class Worker(models.Model):
    """A process that takes jobs. It lives as long as it beats.

    `process` is its identity (process_identity.py); `taken_over_by` the worker in
    charge of its jobs once it is dead, `settled` that none of them is left.
    """

    id = models.CharField(max_length=120, primary_key=True)
    process = models.CharField(max_length=200)
    serves = models.CharField(max_length=40, default="")
    beat = models.FloatField(default=0.0)
    era = models.CharField(max_length=60, default="")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    taken_over_by = models.CharField(max_length=120, default="")
    settled = models.BooleanField(default=False, db_index=True)

    objects: ClassVar[models.Manager["Worker"]] = models.Manager()

    def __str__(self) -> str:
        return self.id
