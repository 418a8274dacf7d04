"""SpiffWorkflow in one Python process: the diagram is read once, cases live in memory. Speaks the lines of serve.mjs."""
import json
import sys
import time
from pathlib import Path

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser, full_tag
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState


class Noop(BpmnSpecMixin):
    """A service task that does nothing, at once."""

    def _run_hook(self, task):
        return True


class Parser(BpmnParser):
    OVERRIDE_PARSER_CLASSES = {full_tag("serviceTask"): (TaskParser, Noop)}


parser = Parser()
parser.add_bpmn_str(Path(__file__).with_name("support-case.spiff.bpmn").read_bytes())
spec = parser.get_spec("supportCase")


VARIETY = 100
STEPS = ["selfDiagnosis", "assignPartner", "planActions", "review"]


def payload(index):
    lines = [
        {"id": (index * 7919 + i * 104729) % 1_000_003, "note": f"line {i}"} for i in range(60)
    ]
    return json.dumps({"index": index, "lines": lines}, separators=(",", ":"))[:2000]


def scalars(step, index):
    first = {"risk": "high"} if step == "selfDiagnosis" else {f"{step}_outcome": "accepted"}
    return {
        **first,
        f"{step}_note": f"case {index}, step {step}",
        f"{step}_score": index,
        f"{step}_amount": index * 1.25 + 0.5,
        f"{step}_ok": True,
    }


# Made before anything is measured, as in workload.mjs.
PAYLOADS = [payload(index) for index in range(VARIETY)]
COMPLETIONS = {step: [scalars(step, index) for index in range(VARIETY)] for step in STEPS}


def settle(workflow):
    workflow.do_engine_steps()
    workflow.refresh_waiting_tasks()
    workflow.do_engine_steps()


def run_case(index):
    workflow = BpmnWorkflow(spec)
    first = workflow.get_tasks(state=TaskState.READY)[0]
    first.data.update(payload=PAYLOADS[index % VARIETY], experts=["ann", "bob", "cid"])
    settle(workflow)
    completions = 0
    while not workflow.completed:
        for task in workflow.get_tasks(state=TaskState.READY, manual=True):
            task.data.update(COMPLETIONS[task.task_spec.bpmn_id][index % VARIETY])
            task.run()
            settle(workflow)
            completions += 1
    return completions


print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    cpu, wall = time.process_time(), time.perf_counter()
    done = sum(run_case(request["from"] + i) for i in range(request["cases"]))
    answer = {"completions": done, "cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    print(json.dumps(answer), flush=True)
