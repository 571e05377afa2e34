"""The REFI-QDA standard as data: its elements, what each may hold and in which order."""

from collections.abc import Mapping

PROJECT_SPACE = "urn:QDA-XML:project:1.0"
CODEBOOK_SPACE = "urn:QDA-XML:codebook:1.0"
SOURCES = ("TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource")
VALUES = {"Text": "TextValue", "Boolean": "BooleanValue", "Integer": "IntegerValue", "Float": "FloatValue",
          "Date": "DateValue", "DateTime": "DateTimeValue"}  # fmt: skip
"""Type of a variable to the element of its values."""

_MADE = "creatingUser creationDateTime modifyingUser modifiedDateTime"
_TEXT = (
    f"guid! name richTextPath plainTextPath {_MADE}",
    "Description? PlainTextContent? PlainTextSelection* Coding* NoteRef* VariableValue*",
)
_FILE = f"guid! name path currentPath {_MADE}"
_PASSAGE = f"guid! name {_MADE} "
_PLACE = "firstX! firstY! secondX! secondY!"
_REFERENCE = ("targetGUID!", "")
_PART = ("", "")

Grammar = Mapping[str, tuple[str, str]]
PROJECT: Grammar = {
    "Project": (
        "name! origin creatingUserGUID creationDateTime modifyingUserGUID modifiedDateTime basePath",
        "Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? Graphs? Description? NoteRef*",
    ),
    "Users": ("", "User+"),
    "User": ("guid! name id", ""),
    "CodeBook": ("", "Codes"),
    "Codes": ("", "Code+"),
    "Code": ("guid! name! isCodable! color", "Description? NoteRef* Code*"),
    "Variables": ("", "Variable+"),
    "Variable": ("guid! name! typeOfVariable!", "Description?"),
    "VariableValue": ("", f"VariableRef {'|'.join(VALUES.values())}?"),
    "Cases": ("", "Case+"),
    "Case": ("guid! name", "Description? CodeRef* VariableValue* SourceRef* SelectionRef*"),
    "Sources": ("", "|".join(SOURCES) + "+"),
    "TextSource": _TEXT,
    "Note": _TEXT,
    "Representation": _TEXT,
    "TextDescription": _TEXT,
    "PictureSource": (_FILE, "Description? TextDescription? PictureSelection* Coding* NoteRef* VariableValue*"),
    "PDFSource": (_FILE, "Description? PDFSelection* Representation? Coding* NoteRef* VariableValue*"),
    "AudioSource": (_FILE, "Description? Transcript* AudioSelection* Coding* NoteRef* VariableValue*"),
    "VideoSource": (_FILE, "Description? Transcript* VideoSelection* Coding* NoteRef* VariableValue*"),
    "Transcript": (_TEXT[0], "Description? PlainTextContent? SyncPoint* TranscriptSelection* NoteRef*"),
    "SyncPoint": ("guid! timeStamp position", ""),
    "PlainTextSelection": (f"{_PASSAGE} startPosition! endPosition!", "Description? Coding* NoteRef*"),
    "PictureSelection": (_PASSAGE + _PLACE, "Description? Coding* NoteRef*"),
    "PDFSelection": (f"{_PASSAGE} page! {_PLACE}", "Description? Representation? Coding* NoteRef*"),
    "AudioSelection": (f"{_PASSAGE} begin! end!", "Description? Coding* NoteRef*"),
    "VideoSelection": (f"{_PASSAGE} begin! end!", "Description? Coding* NoteRef*"),
    "TranscriptSelection": (f"{_PASSAGE} fromSyncPoint toSyncPoint", "Description? Coding* NoteRef*"),
    "Coding": ("guid! creatingUser creationDateTime", "CodeRef NoteRef*"),
    "Notes": ("", "Note+"),
    "Links": ("", "Link+"),
    "Link": ("guid! name direction color originGUID targetGUID", "NoteRef*"),
    "Sets": ("", "Set+"),
    "Set": ("guid! name!", "Description? MemberCode* MemberSource* MemberNote*"),
    "Graphs": ("", "Graph+"),
    "Graph": ("guid! name", "Vertex* Edge*"),
    "Vertex": ("guid! representedGUID name firstX! firstY! secondX secondY shape color", ""),
    "Edge": ("guid! representedGUID name sourceVertex! targetVertex! color direction lineStyle", ""),
    **dict.fromkeys(("NoteRef", "CodeRef", "SourceRef", "SelectionRef", "VariableRef"), _REFERENCE),
    **dict.fromkeys(("MemberCode", "MemberSource", "MemberNote"), _REFERENCE),
    **dict.fromkeys(("Description", "PlainTextContent", *VALUES.values()), _PART),
}
"""Element to its attributes and its children in order, much as a DTD writes them: ! required, | or, ? at most one,
* any number, + at least one."""

CODEBOOK: Grammar = {
    "CodeBook": ("origin", "Codes Sets?"),
    "Codes": ("", "Code+"),
    "Code": ("guid! name! isCodable! color", "Description? Code*"),
    "Sets": ("", "Set+"),
    "Set": ("guid! name!", "Description? MemberCode*"),
    "MemberCode": ("guid!", ""),
    "Description": _PART,
}
"""The same for a code book by itself."""
