import { startLive, watch } from "./live.js";
import { startMetrics } from "./metrics.js";
import { currentSource, learn, showSource, startPicker, suggest } from "./sources.js";
import { pollStats } from "./stats.js";
import { startTraffic } from "./traffic.js";

const POLL_MILLIS = 3000;

function show() {
	const source = currentSource();
	showSource(source);
	watch(source);
	void pollStats();
}

addEventListener("hashchange", show);
startPicker();
startLive(learn);
show();
setInterval(pollStats, POLL_MILLIS);
startMetrics();
startTraffic((repositories) => repositories.forEach((repository) => suggest("repo", repository)));
