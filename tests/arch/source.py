# SPDX-License-Identifier: Apache-2.0
"""Reads source text for the architecture rules: which files there are, and a C++ file without its
comments and literals. Knows no rule."""

import ast
import pathlib
import re

CPP = (".h", ".cpp")
TEXT = CPP + (".py", ".sh", ".sql", ".proto", ".cmake", ".txt", ".md", ".json", ".conf", ".properties",
              ".xml", ".yaml", ".yml", ".html", ".js", ".css")
LEFT_OUT = ("build", ".git", "state", "__pycache__", "third_party", "node_modules", ".pytest_cache")


class File:
    """One text file under a root: its path relative to it and, on demand, views of its text."""

    def __init__(self, root, path):
        self.path = path.relative_to(root).as_posix()
        self.rooms = self.path.split("/")
        self.suffix = path.suffix
        self.text = path.read_text(errors="replace")
        self.lines = self.text.splitlines()
        self._code = None

    @property
    def is_cpp(self):
        return self.suffix in CPP

    @property
    def is_python(self):
        return self.suffix == ".py" or self.text.startswith("#!/usr/bin/env python3")

    @property
    def is_shell(self):
        return self.suffix == ".sh" or self.text.startswith("#!/usr/bin/env bash")

    @property
    def is_test(self):
        return self.rooms[0] == "tests" or "testing" in self.rooms or \
            bool(re.search(r"_(test|pgtest|kafkatest|fixture|test_support)\.(cpp|h)$", self.path))

    @property
    def code(self):
        """C++ without comments and literals, line for line."""
        if self._code is None:
            self._code = without_comments_and_literals(self.text)
        return self._code


def files_under(root):
    root = pathlib.Path(root)
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if any(part in LEFT_OUT for part in parts) or not path.is_file() or path.is_symlink():
            continue
        if path.suffix in TEXT or (path.suffix == "" and is_script(path)):
            yield File(root, path)


def is_script(path):
    with path.open("rb") as file:
        return file.read(2) == b"#!"


LITERALS_AND_COMMENTS = re.compile(
    r'R"(?P<mark>[^()\\\s]{0,16})\((?:.|\n)*?\)(?P=mark)"'
    r'|//[^\n]*|/\*(?:.|\n)*?\*/'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])*'")


def without_comments_and_literals(text):
    def blank(match):
        found = match.group(0)
        lines = "\n" * found.count("\n")
        return lines if found.startswith(("//", "/*")) else f'""{lines}'

    kept = []
    for piece in re.split(r"(^[ \t]*#[ \t]*include[^\n]*$)", text, flags=re.MULTILINE):
        is_include = re.match(r"[ \t]*#[ \t]*include", piece)
        kept.append(piece if is_include else LITERALS_AND_COMMENTS.sub(blank, piece))
    return "".join(kept)


INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?P<kind>[<"])(?P<path>[^>"]+)', re.MULTILINE)


def includes(file):
    """(line number, '<' or '"', path) of every include of a C++ file."""
    for match in INCLUDE.finditer(file.text):
        yield file.text.count("\n", 0, match.start()) + 1, match["kind"], match["path"]


NOT_A_FUNCTION = re.compile(r"^\s*(?:template\s*<.*>\s*)?(?:inline\s+)?"
                            r"(?:namespace|class|struct|enum|union|extern\s+\"\")\b", re.DOTALL)


def cpp_functions(code):
    """(line, length in lines) of each function: a brace counter, no parser, so it needs code as
    clang-format leaves it."""
    stack, header_from, continued = [], 0, False
    for match in re.finditer(r"[{};]", code):
        at, mark = match.start(), match.group(0)
        if mark == "{":
            header = code[header_from:at]
            inside = any(entry[0] == "function" for entry in stack)
            kind = "block" if inside else block_kind(header, continued)
            # Counted from the line of the name, as a reader sees it.
            begin = header_from + len(header) - len(header.lstrip())
            stack.append((kind, begin))
        elif mark == "}" and stack:
            kind, begin = stack.pop()
            continued = kind == "function"
            if kind == "function":
                yield code.count("\n", 0, begin) + 1, code.count("\n", begin, at) + 1
        if mark == ";":
            continued = False
        header_from = at + 1


def block_kind(header, continued):
    header = re.sub(r"^\s*#[^\n]*$", "", header, flags=re.MULTILINE)
    if NOT_A_FUNCTION.match(header):
        return "container"
    if header.rstrip().endswith("="):
        return "value"
    if "(" in header:
        return "function"
    # `Type::Type() : a_{1}, b_{2} {`: the pieces after the first brace belong to the constructor.
    return "function" if continued and re.fullmatch(r"\s*(,.*)?", header, re.DOTALL) else "value"


def python_functions(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.lineno, node.end_lineno - node.lineno + 1


def shell_functions(lines):
    begin = None
    for number, line in enumerate(lines, 1):
        if re.match(r"^[a-z_]+\(\) [({]$", line):
            begin = number
        elif begin and line in ("}", ")"):
            yield begin, number - begin + 1
            begin = None


def functions(file):
    if file.is_cpp:
        return cpp_functions(file.code)
    if file.is_python:
        return python_functions(file.text)
    if file.is_shell:
        return shell_functions(file.lines)
    return ()
