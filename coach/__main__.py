"""python -m coach: app | check | batch | rules | worksheet | learn | password."""

import argparse
from collections.abc import Iterator
from importlib.util import find_spec
import json
from pathlib import Path
import sys

from . import plain
from .batching import Options, Progress, ResumeError, from_standard_input
from .checking import failures, too_little
from .cluster.fitting import PRIVACY, ClusterError, unfit
from .cluster.pieces import folder_of
from .cluster.running import run as run_on_cluster
from .english import ModelMissingError
from .practice.checking import failures as drill_failures
from .practice.drill_file import read_article
from .practice.drills import drills
from .practice.library import samples
from .practice.worksheet import worksheet as sheet
from .results import Review
from .reviewing import Coach
from .rulebook import RULES, RuleError
from .ui.hosting import HostingError, arguments, hosting
from .ui.passwords import command

EXIT = {"clear": 0, "note": 0, "unread": 0, "rewrite": 3, "support": 4}


def _report(review: Review, coach: Coach) -> Iterator[str]:
    """A readable report of a review, line by line."""
    notices = {
        "empty": "There is nothing to read yet.",
        "no_words": "There are no words to read here.",
        "too_long": "This is longer than 20,000 characters. Try a part of it.",
        "not_english": "I only know English, so I have not read this.",
    }
    if review.notice:
        yield notices[review.notice]
        return
    if review.support:
        yield "Some of these words may be about someone's safety, so there is nothing to rephrase here."
        yield "More support: `python -m coach app`, page About."
        return
    for strength in review.strengths:
        yield f"+ {strength.kind.replace('_', ' ')}: “{strength.span}”"
    if not review.findings:
        yield "Nothing to change. Send it if you want to."
    advice = coach.book.article["advice"]
    for finding in review.findings:
        yield f"- “{finding.span}” ({finding.kind.replace('_', ' ')}): {finding.why}"
        yield f"    “{advice[finding.advice]['quote']}”, {coach.book.article['title']}, {coach.book.article['publisher']}"
    for rewrite in review.rewrites:
        yield ""
        yield f"{rewrite.version}: {rewrite.text}"
        for left in rewrite.left_out:
            yield f"    left out: “{left.span}” ({left.reason})"
    if review.reply:
        yield ""
        yield f"As a reply to this ({review.reply.turn.replace('_', ' ')}): {review.reply.label}"
        for move in review.reply.moves:
            yield f"  {move.move.replace('_', ' ')}: “{move.span}”"
        for better in review.reply.better:
            yield f"  could be: {better.text}"


def check(args: argparse.Namespace) -> int:
    text = sys.stdin.read() if args.file == "-" else Path(args.file).read_text(encoding="utf-8")
    coach = Coach(rules=args.rules)
    review = coach.review(text, args.partner)
    print(json.dumps(plain.review(review), ensure_ascii=False) if args.json else "\n".join(_report(review, coach)))
    return EXIT[review.verdict]


def batch(args: argparse.Namespace) -> int:
    options = Options(tuple(args.rules), rewrites=not args.no_rewrites, strengths=not args.findings_only)
    wrong = unfit(args.cluster, args.source, args.target, jobs=args.jobs, resume=args.resume)
    if wrong:
        print(wrong, file=sys.stderr)
        return 2
    if args.cluster is None:
        return from_standard_input(options, jobs=1 if args.jobs is None else args.jobs, resume=Path(args.resume) if args.resume else None)
    try:
        return run_on_cluster(args.cluster, Path(args.source), Path(args.target), options, progress=Progress(sys.stderr, 0))
    except KeyboardInterrupt:
        kept = folder_of(Path(args.target)).is_dir()
        print("\nStopped. The same command goes on from here." if kept else "\nStopped. Nothing was written.", file=sys.stderr)
        return 130


def rules(args: argparse.Namespace) -> int:
    coach = Coach(rules=args.rules)
    if not args.check:
        for rule in coach.book.rules:
            print(f"{rule.id}  [{rule.kind}, {rule.severity}]  {rule.why}")
        return 0
    wanted = [Path(name).resolve() for name in args.check]
    count = 0
    for rule in coach.book.rules:
        if coach.book.files[rule.id].resolve() in wanted or args.check == ["all"]:
            for failure in (*failures(rule, coach), *too_little(rule, coach.book)):
                print(failure)
                count += 1
    for drill in drills(*map(Path, args.rules)):
        if args.check == ["all"] or any(path.parent.name == "drills" and path.stem == drill.id for path in wanted):
            for failure in drill_failures(drill, coach):
                print(failure)
                count += 1
    print(f"{count} mistake{'s' * (count > 1)}" if count else "every example holds")
    return 1 if count else 0


def worksheet(args: argparse.Namespace) -> int:
    folders = tuple(map(Path, args.rules))
    known = {drill.id: drill for drill in drills(*folders)} | {sample.id: sample for sample in samples(*folders)}
    wanted = [*args.drill, *args.sample]
    odd = next((name for name in wanted if name not in known), None)
    if odd is not None or not wanted:
        print(f"There is no drill or sample {odd!r}." if odd else "Say what is to be on it: --drill ID or --sample ID.", file=sys.stderr)
        print(f"There are: {', '.join(known)}", file=sys.stderr)
        return 2
    coach = Coach(rules=args.rules) if args.answers and args.sample else None
    page = sheet([known[name] for name in wanted], answers=args.answers, title=args.title, coach=coach, article=read_article([RULES, *folders]))
    if args.out == "-":
        sys.stdout.reconfigure(encoding="utf-8")
        print(page, end="")
    else:
        Path(args.out).write_text(page, encoding="utf-8")
    return 0


def learn(args: argparse.Namespace) -> int:
    if find_spec("sklearn") is None:
        print("Learning needs scikit-learn, which the coach itself does not: use `make learn`, or `pip install scikit-learn`.", file=sys.stderr)
        return 2
    from .learning import learn as from_the_bank

    for name, count in from_the_bank(Coach().book).items():
        print(f"{name}: {count:,} features")
    return 0


def app(args: argparse.Namespace) -> int:
    from .ui.launch import launch

    try:
        hosted = hosting(args)
    except HostingError as mistake:
        print(mistake, file=sys.stderr)
        return 2
    return launch(port=args.port, browser=not args.no_browser, rules=args.rules, hosting=hosted)


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m coach", description="A private communication coach. Nothing leaves this computer, unless batch is given a --cluster.")
    commands = top.add_subparsers(required=True, metavar="app | check | batch | rules | worksheet | learn | password")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--rules", action="append", default=[], metavar="DIR", help="a folder of rules of your own, beside the coach's")
    one = commands.add_parser("app", parents=[shared], help="open the app in the browser")
    one.add_argument("--port", type=int, default=8501)
    one.add_argument("--no-browser", action="store_true")
    arguments(one)
    one.set_defaults(run=app)
    one = commands.add_parser("password", help="say who may sign in where the coach is hosted")
    one.add_argument("file", metavar="FILE", type=Path)
    one.set_defaults(run=lambda args: command(args.file))
    one = commands.add_parser("check", parents=[shared], help="review one message")
    one.add_argument("file", nargs="?", default="-", metavar="FILE|-")
    one.add_argument("--partner", metavar="TEXT", help="the message it replies to")
    one.add_argument("--json", action="store_true")
    one.set_defaults(run=check)
    one = commands.add_parser("batch", parents=[shared], help="review JSON lines from standard input, or a Parquet file on a cluster", description=PRIVACY)
    one.add_argument("source", nargs="?", metavar="IN.parquet", help="with --cluster: columns text, and id and partner if you like")
    one.add_argument("target", nargs="?", metavar="OUT.parquet", help="with --cluster: columns id (or the row’s number) and review (JSON text)")
    one.add_argument("--cluster", metavar="ADDRESS", help="a Dask scheduler, like tcp://10.0.0.5:8786, or local:N for N processes here")
    one.add_argument("--no-rewrites", action="store_true")
    one.add_argument("--findings-only", action="store_true", help="no strengths and no rewrites: the fastest")
    one.add_argument("--jobs", type=int, metavar="N", help="so many processes, 1 unless said; 0 for one a core")
    one.add_argument("--resume", metavar="OUT", help="write to this file, going on where a cut run left it")
    one.set_defaults(run=batch)
    one = commands.add_parser("rules", parents=[shared], help="list the rules, or check the examples of rule files")
    one.add_argument("--check", nargs="+", metavar="FILE", help="rule files whose examples are tried; “all” for every one")
    one.set_defaults(run=rules)
    one = commands.add_parser("worksheet", parents=[shared], help="write a sheet to print, of drills and samples")
    one.add_argument("--drill", action="append", default=[], metavar="ID")
    one.add_argument("--sample", action="append", default=[], metavar="ID")
    one.add_argument("--answers", action="store_true", help="with the answers")
    one.add_argument("--title", default="Practice sheet")
    one.add_argument("--out", default="-", metavar="FILE|-")
    one.set_defaults(run=worksheet)
    one = commands.add_parser("learn", help="teach the second reader again, from rules/learnt")
    one.set_defaults(run=learn)
    return top


def main() -> int:
    args = parser().parse_args()
    try:
        return args.run(args)
    except (RuleError, ResumeError, ClusterError, ModelMissingError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
