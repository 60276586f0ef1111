// Places orders, shows what waits in the outbox, and the states that the order that is watched has had.

import { currentSource, split } from "./sources.js";

const POLL_MILLIS = 2000;
const ITEMS = ["red bicycle", "blue bell", "puncture repair kit", "green helmet"];

const $ = (id) => document.getElementById(id);

export function startOrders(onOrder) {
	$("orders").addEventListener("submit", (submitted) => {
		submitted.preventDefault();
		void place(onOrder);
	});
	$("order-version").addEventListener("input", () => void showState());
	addEventListener("hashchange", () => void showHistory());
	void poll();
}

async function place(onOrder) {
	const kind = $("order-kind").value;
	const item = `${kind} ${ITEMS[Math.floor(Math.random() * ITEMS.length)]}`.trim();
	const body = JSON.stringify({ item, total: Math.round(Math.random() * 10000) / 100 });
	try {
		const answer = await fetch("orders", { method: "POST", body, headers: { "Content-Type": "application/json" } });
		const order = await answer.json();
		$("orders-note").textContent = answer.ok ? `Order ${order.id.slice(0, 8)}: ${item}` : order.detail ?? answer.statusText;
		if (answer.ok) {
			onOrder(order.id);
			location.hash = `order:${order.id}`;
		}
	}
	catch {
		$("orders-note").textContent = "The server does not answer.";
	}
}

async function poll() {
	try {
		const answer = await fetch("orders/outbox");
		const status = answer.ok ? await answer.json() : undefined;
		$("outbox-state").textContent = status ? `${status.pending} waiting, ${status.failed} failed` : "unknown";
	}
	catch {
		$("outbox-state").textContent = "unknown";
	}
	await showHistory();
	setTimeout(poll, POLL_MILLIS);
}

function watchedOrder() {
	const [type, id] = split(currentSource());
	return (type === "order") ? encodeURIComponent(id) : undefined;
}

/** The slider follows new events unless it was moved back. */
async function showHistory() {
	const order = watchedOrder();
	const history = order ? await read(`orders/${order}/history`) : undefined;
	$("order-history").hidden = !history;
	if (!history || order !== watchedOrder()) {
		return;
	}
	const slider = $("order-version");
	const isAtEnd = slider.dataset.order !== order || slider.value === slider.max;
	slider.dataset.order = order;
	slider.max = history.length;
	if (isAtEnd) {
		slider.value = history.length;
	}
	await showState();
}

async function showState() {
	const order = watchedOrder();
	const version = $("order-version").value;
	$("order-version-value").textContent = `${version} of ${$("order-version").max}`;
	const state = order ? await read(`orders/${order}?version=${version}`) : undefined;
	if (version === $("order-version").value) {
		$("order-state").textContent = state ? `${state.item}, ${state.total}: ${state.status}` : "unknown";
	}
}

async function read(path) {
	try {
		const answer = await fetch(path);
		return answer.ok ? await answer.json() : undefined;
	}
	catch {
		return undefined;
	}
}
