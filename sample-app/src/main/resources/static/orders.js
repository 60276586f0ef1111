// Places orders, and shows what waits in the outbox.

const POLL_MILLIS = 2000;
const ITEMS = ["red bicycle", "blue bell", "puncture repair kit", "green helmet"];

const $ = (id) => document.getElementById(id);

export function startOrders(onOrder) {
	$("orders").addEventListener("submit", (submitted) => {
		submitted.preventDefault();
		void place(onOrder);
	});
	void poll();
}

async function place(onOrder) {
	const item = ITEMS[Math.floor(Math.random() * ITEMS.length)];
	const body = JSON.stringify({ item, total: Math.round(Math.random() * 10000) / 100 });
	try {
		const answer = await fetch("orders", { method: "POST", body, headers: { "Content-Type": "application/json" } });
		const order = await answer.json();
		$("orders-note").textContent = answer.ok ? `Order ${order.id.slice(0, 8)}: ${item}` : order.detail ?? answer.statusText;
		if (answer.ok) {
			onOrder(order.id);
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
	setTimeout(poll, POLL_MILLIS);
}
