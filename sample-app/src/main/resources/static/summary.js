// The summary of all orders, and its rebuild.

import { tried } from "./guide.js";
import { call, say } from "./requests.js";

const POLL_MILLIS = 1000;
const REBUILD_MILLIS = 250;
/** Long enough to see how it goes. */
const REBUILD_SECONDS = 6;
const STATUS = "actuator/dualstream/projections";

const $ = (id) => document.getElementById(id);
const number = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
let building;
let isPaused;
let timer;

export function startSummary() {
	$("rebuild-button").addEventListener("click", () => void operate("rebuild"));
	$("pause-button").addEventListener("click", () => void operate(isPaused ? "resume" : "pause"));
	$("cancel-button").addEventListener("click", () => void operate("cancel"));
	void poll();
}

/** Read your writes: ask for the summary with the position of an order. */
export async function awaitOrder(id, position) {
	const short = id.slice(0, 8);
	if (!position) {
		say("summary-note", `Order ${short} has no position yet: the outbox sends it later.`);
		return;
	}
	const begin = performance.now();
	try {
		const [totals] = await call("GET", "orders/summary", { headers: { "If-None-Match": position } });
		showTotals(totals);
		say("summary-note", `Includes order ${short}, ${Math.round(performance.now() - begin)} ms after it was asked for its position.`);
	}
	catch (error) {
		say("summary-note", `Order ${short} is not included: ${error.message}`, true);
	}
}

async function operate(operation) {
	try {
		const [status] = await call("POST", `orders/summary/${operation}${(operation === "rebuild") ? `?seconds=${REBUILD_SECONDS}` : ""}`);
		if (operation === "cancel") {
			building = undefined;
		}
		else if (status.building) {
			building = { active: status.active?.generation, generation: status.building.generation };
		}
		say("summary-note", {
			rebuild: "Building a new summary from the beginning of the log.",
			pause: "Paused: orders go on, the summary does not. Place one and see.",
			resume: "Resumed: the summary catches up.",
			cancel: "Cancelled: the current summary stays."
		}[operation]);
	}
	catch (error) {
		say("summary-note", `No ${operation}: ${error.message}`, true);
	}
	clearTimeout(timer);
	await poll();
}

async function poll() {
	try {
		const [[totals], [projections]] = await Promise.all([call("GET", "orders/summary"), call("GET", STATUS)]);
		showTotals(totals);
		showStatus(projections["order-summary"]);
		if ($("summary-note").textContent === "Reading…") {
			say("summary-note", "Rebuild it, or pause it and place an order.");
		}
	}
	catch (error) {
		say("summary-note", `The summary was not read: ${error.message}`, true);
	}
	timer = setTimeout(poll, building ? REBUILD_MILLIS : POLL_MILLIS);
}

function showTotals(totals) {
	for (const name of ["placed", "completed", "cancelled", "revenue"]) {
		$(`summary-${name}`).textContent = number.format(totals[name]);
	}
}

function showStatus(status) {
	isPaused = status.paused;
	$("pause-button").textContent = isPaused ? "Resume" : "Pause";
	const active = status.active?.generation ?? building?.active;
	$("summary-generation").textContent = `${isPaused ? "paused, " : ""}generation ${active ?? "–"}`;
	const rebuild = status.active ? status.building : undefined;
	$("rebuild").hidden = !rebuild;
	$("cancel-button").hidden = !rebuild;
	$("rebuild-button").disabled = Boolean(rebuild);
	if (rebuild) {
		building = { active, generation: rebuild.generation };
		showProgress(rebuild, active);
	}
	else if (building && status.active) {
		if (active === building.generation) {
			tried("rebuild");
			say("summary-note", `Rebuilt: readers see generation ${active} now.`);
		}
		building = undefined;
	}
}

function showProgress({ generation, done, of, rate, remaining }, active) {
	$("rebuild-progress").max = Math.max(1, of);
	$("rebuild-progress").value = done;
	const percent = of ? Math.floor(100 * done / of) : 0;
	const time = (rate > 0 && remaining > 0) ? `, ${Math.ceil(remaining / rate)} s left` : "";
	$("rebuild-state").textContent = `Generation ${generation}: ${number.format(done)} of ${number.format(of)} records (${percent} %), `
		+ `${number.format(Math.round(rate))} per second${time}. Shown above is generation ${active}.`;
}
