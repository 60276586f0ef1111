// Figures and charts from the application's Prometheus endpoint.

const POLL_MILLIS = 2000;
const POINTS = 60;
const TICKS = { 0: "2 min ago", 30: "1 min ago", 59: "now" };
const PUBLISHED = "dual_stream_publish_seconds_count";
const PUBLISH_SECONDS = "dual_stream_publish_seconds_sum";
const NOTIFICATIONS = "dual_stream_redis_notifications_total";

const number = new Intl.NumberFormat("en");
const oneDigit = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

export function startMetrics() {
	Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
	const charts = [
		chart("events-chart", [["published", "--accent", true]]),
		chart("notifications-chart", [["sent", "--good", true], ["dropped", "--bad", false]])
	];
	matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => charts.forEach(paint));
	let last;
	async function poll() {
		try {
			const figures = await scrape();
			show(figures, last, charts);
			last = figures;
		}
		catch {
			last = undefined;
		}
		setTimeout(poll, POLL_MILLIS);
	}
	poll();
}

async function scrape() {
	const answer = await fetch("actuator/prometheus", { headers: { Accept: "text/plain" } });
	if (!answer.ok) {
		throw new Error(answer.statusText);
	}
	const samples = parse(await answer.text());
	const sum = (name, labels = {}) => samples
		.filter((sample) => sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value))
		.reduce((total, sample) => total + sample.value, 0);
	return {
		at: performance.now(),
		published: sum(PUBLISHED, { outcome: "success" }),
		failed: sum(PUBLISHED) - sum(PUBLISHED, { outcome: "success" }) - sum(PUBLISHED, { outcome: "stored" }),
		seconds: sum(PUBLISH_SECONDS, { outcome: "success" }),
		sent: sum(NOTIFICATIONS, { outcome: "sent" }),
		dropped: sum(NOTIFICATIONS, { outcome: "dropped" }),
		unknown: sum(NOTIFICATIONS, { outcome: "unknown" }),
		reasons: samples.filter((sample) => sample.name === NOTIFICATIONS && sample.labels.outcome === "dropped" && sample.value > 0)
	};
}

/** Parse the text format of Prometheus. */
export function parse(text) {
	return [...text.matchAll(/^([a-z_]+)(?:\{(.*)\})? ([-+0-9.eE]+)/gm)].map(([, name, labels, value]) => ({
		name,
		labels: Object.fromEntries([...(labels ?? "").matchAll(/(\w+)="([^"]*)"/g)].map(([, key, label]) => [key, label])),
		value: Number(value)
	}));
}

function show(figures, last, charts) {
	const seconds = last ? (figures.at - last.at) / 1000 : 1;
	// less than before: the application was started again
	const rate = (name) => (last && figures[name] >= last[name]) ? (figures[name] - last[name]) / seconds : 0;
	const published = rate("published");
	setText("rate", oneDigit.format(published));
	setText("rate-note", `${number.format(figures.published)} in all${figures.failed ? `, ${number.format(figures.failed)} not acknowledged` : ""}`);
	if (published > 0) {
		setText("latency", `${oneDigit.format(rate("seconds") / published * 1000)} ms`);
	}
	setText("sent", number.format(figures.sent));
	setText("sent-note", figures.unknown ? `${number.format(figures.unknown)} unknown` : "since start");
	setText("dropped", number.format(figures.dropped));
	document.getElementById("dropped").toggleAttribute("data-alarm", rate("dropped") > 0);
	setText("dropped-note", figures.reasons.map((sample) => sample.labels.reason.replaceAll("_", " ")).join(", ") || "since start");
	push(charts[0], [published]);
	push(charts[1], [rate("sent"), rate("dropped")]);
}

function chart(id, series) {
	const created = new Chart(document.getElementById(id), {
		type: "line",
		data: {
			labels: Array.from({ length: POINTS }, (_, i) => `${(POINTS - 1 - i) * POLL_MILLIS / 1000} s ago`),
			datasets: series.map(([label, color, fill]) => ({
				label, fill, variable: color, data: Array(POINTS).fill(null), borderWidth: 2, pointRadius: 0, tension: .3
			}))
		},
		options: {
			animation: false,
			maintainAspectRatio: false,
			interaction: { intersect: false, mode: "index" },
			plugins: { legend: { display: series.length > 1, align: "end", labels: { boxWidth: 10, boxHeight: 2 } } },
			scales: {
				x: { grid: { display: false }, ticks: { autoSkip: false, maxRotation: 0, align: "inner", callback: (_, i) => TICKS[i] } },
				y: { beginAtZero: true, suggestedMax: 5, border: { display: false }, ticks: { maxTicksLimit: 5, precision: 0 } }
			}
		}
	});
	paint(created);
	return created;
}

function paint(created) {
	const style = getComputedStyle(document.documentElement);
	const color = (name) => style.getPropertyValue(name).trim();
	created.data.datasets.forEach((dataset) => {
		dataset.borderColor = color(dataset.variable);
		dataset.backgroundColor = `${color(dataset.variable)}22`;
	});
	const { scales, plugins } = created.options;
	scales.x.ticks.color = scales.y.ticks.color = plugins.legend.labels.color = color("--muted");
	scales.y.grid.color = color("--grid");
	created.update();
}

function push(created, values) {
	created.data.datasets.forEach((dataset, i) => {
		dataset.data.push(values[i]);
		dataset.data.shift();
	});
	created.update();
}

function setText(id, text) {
	document.getElementById(id).textContent = text;
}
