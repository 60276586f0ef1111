// Starts and stops the traffic that the server makes up.

const POLL_MILLIS = 2000;

const $ = (id) => document.getElementById(id);

export function startTraffic(onRepositories) {
	$("per-second").addEventListener("input", showRate);
	$("traffic").addEventListener("submit", (submitted) => {
		submitted.preventDefault();
		void call($("traffic").hasAttribute("data-running") ? "DELETE" : "POST");
	});
	showRate();
	poll(onRepositories);
}

function showRate() {
	$("per-second-value").textContent = $("per-second").value;
}

async function poll(onRepositories) {
	const state = await call("GET");
	if (state) {
		onRepositories(state.repositories);
	}
	setTimeout(() => poll(onRepositories), POLL_MILLIS);
}

async function call(method) {
	const body = JSON.stringify({ perSecond: Number($("per-second").value), seconds: Number($("seconds").value) });
	const request = (method === "POST") ? { method, body, headers: { "Content-Type": "application/json" } } : { method };
	try {
		const answer = await fetch("demo/traffic", request);
		const state = await answer.json();
		if (!answer.ok) {
			$("traffic-note").textContent = state.detail ?? answer.statusText;
			return undefined;
		}
		$("traffic").toggleAttribute("data-running", state.running);
		$("traffic-button").textContent = state.running ? "Stop" : "Start";
		return state;
	}
	catch {
		return undefined;
	}
}
