"""What each kind of registration holds once it is read; codes of people and families have become numbers."""

from pilots.vocabulary import Column

STAGES = ("met", "asked", "referred", "arrived", "helped")
"""How far a family came, in order."""
STEPS = ("contact", "visit", "step", "activity", "setback")
"""What can happen in the timeline of a family."""

_SITE = Column("site", "str", "School", "id of the school; empty where none was named")
_ACTION = Column("action", "str", "Action", "id of the action; empty where none was named")
_PERSON = Column("person", "int64", "Person", "a number in the order of the file, no code")
_GROUP = Column("group", "str", "Group", "whose group, e.g. parents; empty where none was named")

SESSIONS = (
    _ACTION,
    _SITE,
    Column("date", "datetime64[us]", "Date", "day of the session"),
    _GROUP,
    Column("present", "int64", "Present", "people who came", "n"),
    Column("possible", "Int64", "Possible", "people who could have come; missing where nobody knows"),
    Column("share", "float64", "Attendance", "present / possible, 0 to 1; missing without possible"),
)
PARTICIPATION = (
    _PERSON,
    Column("family", "Int64", "Family", "a number in the order of the file, no code; missing where unknown"),
    _GROUP,
    _SITE,
    _ACTION,
    Column("date", "datetime64[us]", "Date", "day of the session; missing where unknown"),
    Column("hours", "float64", "Hours", "how long; missing where unknown"),
)
REFERRALS = (
    Column("family", "int64", "Family", "a number in the order of the file, no code"),
    _SITE,
    Column("method", "str", "Method", "how families were met; empty where none was named"),
    Column("service", "str", "Service", "to which service; empty where none was named"),
    *(Column(stage, "bool", f"stage:{stage}", f"whether the family came as far as: {stage}") for stage in STAGES),
    *(
        Column(f"{stage}_on", "datetime64[us]", f"stage:{stage}", f"day of: {stage}; missing where unknown")
        for stage in STAGES
    ),
)
NETWORK = (
    _PERSON,
    Column("brought_by", "Int64", "Brought by", "the number of who brought them; missing where nobody of the list did"),
    Column("date", "datetime64[us]", "Date", "day on which they first came; missing where unknown"),
    _SITE,
    _ACTION,
    _GROUP,
    Column("how", "str", "How", "trust, invitation, school, or other words; empty where unknown"),
)
COSTS = (
    _SITE,
    _ACTION,
    Column("method", "str", "Method", "how families were met; empty where none was named"),
    Column("period", "str", "Period", "e.g. a school year"),
    Column("category", "str", "Category", "what was paid for"),
    Column("amount", "float64", "Amount", "in euro"),
)
GOALS = (
    _PERSON,
    _GROUP,
    _SITE,
    _ACTION,
    Column("goal", "int64", "Goal", "a number in the order of the file: goals are worded for one person"),
    Column("weight", "float64", "Weight", "what the goal weighs; 1 where the cell is empty"),
    Column("moment", "int64", "Moment", "0, 1, 2 and so on"),
    Column("level", "float64", "Level", "-2 much less than expected, 0 as expected, 2 much more; missing unscored"),
)
TIMELINE = (
    Column("case", "int64", "Case", "a number in the order of the file, no code"),
    Column("date", "datetime64[us]", "Date", "day; missing where unknown"),
    Column("kind", "str", "Kind", "contact, visit, step, activity or setback"),
    Column("texts", "object", "What happened", "by language; empty without consent and approval"),
    Column("shown", "bool", "May be shown", "whether the family consented and somebody approved the text"),
)
