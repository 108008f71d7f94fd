"""Why an event that a sentence names is no effect of a drug there."""

from immunograph.mentions.context import Relation


def role_of(related: Relation) -> str:
    """The role of an event by what is said of it, empty where it is an effect.

    >>> role_of(Relation(history=True))
    'history'
    """
    roles = {
        "history": related.history,
        "indication": related.indication,
        "advice": related.advice and related.conditional,
    }
    return next((role for role, is_so in roles.items() if is_so), "")
