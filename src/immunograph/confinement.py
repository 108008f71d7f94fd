"""What a process may take, so that nothing it is given to do takes more."""

# What a query may take, unless it is said otherwise.
SECONDS = 30.0


def confine(
    *, memory: int | None = None, seconds: int | None = None, handles: int | None = None
) -> None:
    """Bound this process: bytes of memory, seconds of processor time, open files and connections.

    It then leaves no memory dump either. A bound is never wider than the one that it had; where
    the system knows no such bounds, there are none.
    """
    try:
        import resource  # noqa: PLC0415 (not on every system)
    except ImportError:
        return
    wanted = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_NOFILE: handles,
        resource.RLIMIT_CORE: 0,
    }
    for kind, bound in wanted.items():
        _, most = resource.getrlimit(kind)
        if bound is not None:
            limit = bound if most == resource.RLIM_INFINITY else min(bound, most)
            resource.setrlimit(kind, (limit, most))
