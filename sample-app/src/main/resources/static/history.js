// The states that the order that is watched has had, by its events.

import { tried } from "./guide.js";
import { call, say } from "./requests.js";

const $ = (id) => document.getElementById(id);
let shown;
let events = [];

export function startHistory() {
	$("order-version").addEventListener("input", () => {
		tried("slide");
		void showState();
	});
}

/** The slider follows new events unless it was moved back. */
export function showHistory(order, history) {
	const slider = $("order-version");
	const isAtEnd = shown !== order || slider.value === slider.max;
	shown = order;
	events = history;
	slider.disabled = false;
	slider.min = 1;
	slider.max = history.length;
	if (isAtEnd) {
		slider.value = history.length;
	}
	void showState();
}

async function showState() {
	const order = shown;
	const version = $("order-version").value;
	$("order-version").ariaValueText = `event ${version}, ${events[version - 1]?.type}`;
	$("order-version-value").textContent = `event ${version} of ${events.length}`;
	try {
		const [state] = await call("GET", `orders/${order}?version=${version}`);
		if (order === shown && version === $("order-version").value) {
			say("order-state", `${state.item}, ${state.total.toFixed(2)}: ${state.status}`);
		}
	}
	catch (error) {
		say("order-state", `The state was not read: ${error.message}`, true);
	}
}
