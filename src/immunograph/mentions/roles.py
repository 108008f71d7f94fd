"""Whether a sentence names an event or a condition, and why an event is no effect there."""

from immunograph.mentions.context import Relation


def role_of(related: Relation) -> str:
    """The role of an event by what is said of it, empty where it is an effect.

    >>> role_of(Relation(history=True))
    'history'
    """
    roles = {
        "history": related.history,
        "indication": related.indication,
        "advice": related.advice and related.conditional and not related.alarm,
    }
    return next((role for role, is_so in roles.items() if is_so), "")


def is_condition(related: Relation, is_cancer: bool) -> bool:
    """Whether what may be an event or a condition is a condition by what is said of it."""
    return is_cancer or related.indication or related.history
