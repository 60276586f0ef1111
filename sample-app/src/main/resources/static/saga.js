// The steps of an order's saga, with those that are still to come.

import { tried } from "./guide.js";
import { make } from "./row.js";

const STEPS = {
	"order.placed": ["order placed", "done"],
	"order.stock-reserved": ["stock reserved", "done"],
	"order.stock-refused": ["sold out", "failed"],
	"order.paid": ["payment taken", "done"],
	"order.payment-refused": ["payment refused", "failed"],
	"order.stock-released": ["stock released", "undone"],
	"order.completed": ["order completed", "done"],
	"order.cancelled": ["order cancelled", "undone"]
};
const HAPPY = ["order.placed", "order.stock-reserved", "order.paid", "order.completed"];
const WORDS = { done: "done", failed: "failed", undone: "compensation", pending: "to come" };

const $ = (id) => document.getElementById(id);

export function showSaga(events) {
	const types = events.map((event) => event.type);
	const isCompensated = types.includes("order.cancelled");
	const hasFailed = types.some((type) => STEPS[type]?.[1] === "failed");
	const start = events.length ? new Date(events[0].time) : undefined;
	const steps = events.map(({ type, time }) => step(type, STEPS[type]?.[1], `+${new Date(time) - start} ms`));
	const toCome = hasFailed ? ["order.cancelled"] : HAPPY;
	steps.push(...toCome.filter((type) => !types.includes(type)).map((type) => step(type, "pending", "")));
	$("saga-steps").replaceChildren(...steps);
	const state = stateOf(types, isCompensated, hasFailed);
	if ($("saga-state").textContent !== state) {
		$("saga-state").textContent = state;
	}
	if (types.includes("order.completed") || isCompensated) {
		tried("watch");
	}
	if (isCompensated && types.includes("order.payment-refused")) {
		tried("refuse");
	}
}

function stateOf(types, isCompensated, hasFailed) {
	if (types.includes("order.completed")) {
		return "completed";
	}
	if (isCompensated) {
		return "compensated";
	}
	return (types.length === 0) ? "" : hasFailed ? "compensating" : "running";
}

function step(type, outcome = "done", time) {
	const item = make("li", "step");
	item.dataset.outcome = outcome;
	const mark = make("span", "mark");
	mark.role = "img";
	mark.ariaLabel = WORDS[outcome];
	const words = make("span", "", STEPS[type]?.[0] ?? type);
	if (outcome === "undone") {
		words.append(make("small", "", " compensation"));
	}
	item.append(mark, words, make("span", "time", time));
	return item;
}
