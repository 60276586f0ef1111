// The page of the orders: places them, and shows the one that is watched in every panel.

import { tried } from "./guide.js";
import { showHistory, startHistory } from "./history.js";
import { startLive, watch } from "./live.js";
import { call, say } from "./requests.js";
import { showSaga } from "./saga.js";
import { awaitOrder, startSummary } from "./summary.js";

const POLL_MILLIS = 2000;
const MAX_MINE = 6;
const ITEMS = ["red bicycle", "blue bell", "puncture repair kit", "green helmet"];
const CHANCES = ["", "", "unpaid", "sold-out"];

const $ = (id) => document.getElementById(id);
const mine = new Map();
let reading = false;
let isStale = false;

/** The order stands in the address, so that a link opens it. */
function watchedOrder() {
	const [, id] = location.hash.match(/^#order:([0-9a-f-]{36})$/) ?? [];
	return id;
}

async function place() {
	const chosen = $("order-kind").value;
	const kind = (chosen === "chance") ? any(CHANCES) : chosen;
	const item = `${kind} ${any(ITEMS)}`.trim();
	$("order-button").disabled = true;
	try {
		const body = { item, total: Math.round(Math.random() * 10000) / 100 };
		const [order, answer] = await call("POST", "orders", { body });
		say("orders-note", `Order ${order.id.slice(0, 8)}: ${item}`);
		tried("place");
		mine.set(order.id, item);
		location.hash = `order:${order.id}`;
		void awaitOrder(order.id, answer.headers.get("ETag"));
	}
	catch (error) {
		say("orders-note", `The order was not placed: ${error.message}`, true);
	}
	finally {
		$("order-button").disabled = false;
	}
}

function any(choices) {
	return choices[Math.floor(Math.random() * choices.length)];
}

function show() {
	const order = watchedOrder();
	if (order) {
		document.title = `${order.slice(0, 8)} · Orders`;
		$("source-title").replaceChildren(Object.assign(document.createElement("span"), { textContent: "order " }), order);
		watch(`order:${order}`);
	}
	$("mine").replaceChildren(...[...mine].slice(-MAX_MINE).reverse().map(([id, item]) => chip(id, item, id === order)));
	void readHistory();
}

function chip(id, item, isCurrent) {
	const link = Object.assign(document.createElement("a"), { href: `#order:${id}`, textContent: `${id.slice(0, 8)} ${item}` });
	link.toggleAttribute("aria-current", isCurrent);
	const entry = document.createElement("li");
	entry.append(link);
	return entry;
}

/** Read the history of the order once more if there was something new meanwhile. */
async function readHistory() {
	const order = watchedOrder();
	isStale = reading;
	if (!order || reading) {
		return;
	}
	reading = true;
	try {
		const [events] = await call("GET", `orders/${order}/history`);
		if (order === watchedOrder()) {
			showSaga(events);
			showHistory(order, events);
		}
	}
	catch (error) {
		say("order-state", `The history was not read: ${error.message}`, true);
	}
	reading = false;
	if (isStale || order !== watchedOrder()) {
		void readHistory();
	}
}

async function poll() {
	try {
		const [outbox] = await call("GET", "orders/outbox");
		$("outbox-state").textContent = `outbox: ${outbox.pending} waiting, ${outbox.failed} failed`;
	}
	catch {
		$("outbox-state").textContent = "outbox: unknown";
	}
	setTimeout(poll, POLL_MILLIS);
}

addEventListener("hashchange", show);
$("orders").addEventListener("submit", (submitted) => {
	submitted.preventDefault();
	void place();
});
startLive(() => {}, () => void readHistory());
startHistory();
startSummary();
showSaga([]);
show();
void poll();
