# SPDX-License-Identifier: Apache-2.0
"""Names the work that a stack of frames was doing. In the kernel and in PostgreSQL the first frame that a
rule knows decides, from the leaf on. Our programs and the C++ libraries have no frame pointers: what
stands above the leaf there is noise, and the leaf alone speaks."""

import re

KERNEL = "[kernel.kallsyms]"
JAVA = re.compile(r"^perf-\d+\.map|libjvm|libnio|libnet\.|libjava|libzip")

# (stage, expression over a symbol of the kernel)
KERNEL_RULES = [
    ("kernel: network", r"tcp_|inet_|^ip_|net_|loopback|unix_stream|sock_|_sk_|skb|__sys_(send|recv)|softirq"),
    ("kernel: disk", r"fsync|fdatasync|ext4|xfs|btrfs|jbd2|blk_|bio_|ovl_|vfs_(read|write)|iomap|filemap_(write|fdata)"
                     r"|generic_perform_write|io_schedule"),
    ("kernel: waking and switching threads", r"futex|schedule|try_to_wake|epoll|ep_|poll_|wait_queue|autoremove"
                                             r"|eventfd|switch_to|finish_task|timerfd|hrtimer"
                                             r"|sys_poll|pipe_|fdget|fput"),
    ("kernel: memory", r"page_fault|mmap|munmap|madvise|brk|mprotect|clear_page|folio|alloc_pages"),
    ("kernel: processes begin and end", r"_clone|copy_process|execve|do_exit|exit_mm|wait4"),
]

# (stage, expression over a symbol of PostgreSQL)
POSTGRES_RULES = [
    ("PostgreSQL: WAL", r"^XLog|Xlog|^Wal|XLOG|pglz_|LZ4|CopyXLog|issue_xlog|^log_heap"),
    ("PostgreSQL: indexes", r"^_bt_|^bt[a-z]+|^index_|ExecInsertIndexTuples|^brin"),
    ("PostgreSQL: rows", r"^heap|^Heap|toast|^tts_|^visibilitymap|RelationGetBufferForTuple|^simple_table|^table_"),
    ("PostgreSQL: buffers", r"Buffer|^Pin|^Strategy|^smgr|^md(read|write|extend)|^File(Read|Write)|^BufTable"),
    ("PostgreSQL: locks and snapshots", r"Lock|Snapshot|^Proc|TransactionId|^Xid|Subtrans|MultiXact"),
    ("PostgreSQL: parsing and planning", r"^raw_parser|yyparse|yylex|^parse_|^transform|planner|^pg_(parse|analyze|plan|rewrite)"
                                         r"|^create_.*(path|plan)|^set_.*path|CachedPlan|eval_const|^query_|^cost_|^get_(relation|index)"),
    ("PostgreSQL: statement set-up and end", r"^ExecInit|ExecutorStart|ExecutorEnd|ExecEnd|CreateExecutorState|FreeExec"
                                             r"|^PortalStart|^PortalDrop|AcquireExecutorLocks|^ResourceOwner"),
    ("PostgreSQL: executing expressions and joins", r"^Exec|ExecInterp|^array|^uuid|^text|^hash|^tuplesort|^agg|^slot_|^bytea"
                                                    r"|^int[248]|^numeric|^timestamp|^standard_ExecutorRun|^get_typ|^datum"),
    ("PostgreSQL: memory contexts", r"^AllocSet|^MemoryContext|^palloc|^pfree|^repalloc"),
    ("PostgreSQL: protocol", r"^pq_|^socket_|^secure_|^printtup|^ReadyForQuery|^SendRow|^pq|^EndCommand|^pgstat|^set_ps"),
    ("PostgreSQL: transactions", r"Transaction|^RecordTransaction|^AtEO|^trigger|Trigger"),
    ("PostgreSQL: logins", r"Authentication|scram|^InitPostgres|RelationCache|^load_|BackendStartup|InitCatCache|^_?[Ff]ork"),
]

# (stage, expression over a shared object)
LIBRARY_RULES = [
    ("TLS", r"libssl|libcrypto"),
    ("gRPC", r"libgrpc|libgpr|libabsl|libupb|libaddress_sorting|libcares|libre2"),
    ("protobuf", r"libprotobuf"),
    ("PostgreSQL client", r"libpq"),
    ("Kafka client", r"librdkafka|liblz4|libzstd|libsnappy"),
    ("metrics and logs", r"libprometheus|libspdlog|libfmt"),
    ("HTTP and JSON", r"libboost|libjsoncpp"),
]

# (stage, expression over a symbol of our programs)
OWN_RULES = [
    ("protobuf", r"google::protobuf|::v1::\w+::(_Internal|Merge|ByteSize|InternalSer|_InternalParse|Clear)|\.pb\."),
    ("HTTP and JSON", r"boost::beast|::transcode::|[Jj]son|::net::|::http::"),
    ("calls in frames", r"clearway::rpc::|grpc::"),
    ("asynchronous runtime", r"clearway::async::|boost::asio|asio::|coroutine"),
    ("group commit, SQL arrays", r"clearway::postgres::|pqxx::"),
    ("event store, outbox, inbox", r"clearway::(events|kafka)::"),
    ("metrics and logs", r"clearway::telemetry::|prometheus|spdlog|fmt::"),
    ("hashes and ids", r"Sha256|sha256|Uuid|ToHex|clearway::core::"),
    ("our own logic", r"clearway::"),
]

LIBC_RULES = [
    ("allocating memory", r"malloc|free|_int_|calloc|realloc|operator (new|delete)|tcache|sysmalloc|unlink_chunk|arena"),
    ("copying and comparing memory", r"mem(cpy|move|cmp|set|chr)|str(len|cmp|chr)|basic_string|std::__"),
    ("locks of threads", r"pthread|lll_lock|cond_|mutex|sem_|futex"),
    ("clocks", r"clock_gettime|gettimeofday"),
]


def match(rules, text):
    return next((stage for stage, expression in rules if re.search(expression, text)), None)


def stage_of(frames):
    if not frames:
        return "unknown"
    if frames[0][1] == KERNEL:
        found = (match(KERNEL_RULES, symbol) for symbol, place in frames if place == KERNEL)
        return next(filter(None, found), "kernel: other")
    if any(place == "postgres" for _, place in frames):
        found = (match(POSTGRES_RULES, symbol) for symbol, place in frames if place == "postgres")
        return next(filter(None, found), "PostgreSQL: other")
    if any(JAVA.search(place) for _, place in frames):
        return "Kafka broker: Java"
    return stage_of_leaf(*frames[0])


def stage_of_leaf(symbol, place):
    if "vdso" in place:
        return "clocks"
    if place.startswith("clearway-"):
        return match(OWN_RULES, symbol) or "our own logic"
    return match(LIBRARY_RULES, place) or match(LIBC_RULES, symbol) or "C and C++ library, other"
