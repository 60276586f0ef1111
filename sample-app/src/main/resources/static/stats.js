// How often what happened to a repository.

import { familyOf, shortType } from "./describe.js";
import { currentSource, split } from "./sources.js";

const $ = (id) => document.getElementById(id);

export async function pollStats() {
	const source = currentSource();
	const [type, id] = split(source);
	const stats = (type === "repo") ? await readStats(id) : undefined;
	if (source === currentSource()) {
		showStats(stats, (type === "repo") ? "Nothing counted yet." : "Counts are kept for repositories.");
	}
}

async function readStats(repo) {
	try {
		const answer = await fetch(`stats?${new URLSearchParams({ repo })}`);
		return answer.ok ? await answer.json() : undefined;
	}
	catch {
		// shown as nothing counted; the state of the server stands elsewhere
		return undefined;
	}
}

function showStats(stats, note) {
	const types = Object.entries(stats?.types ?? {}).sort(([, a], [, b]) => b - a);
	$("stats-total").textContent = stats?.total ? stats.total.toLocaleString("en") : "";
	$("types").replaceChildren(...types.map(([type, count]) => typeCount(type, count, types[0][1])));
	$("types-note").textContent = note;
	$("types-note").hidden = types.length > 0;
}

function typeCount(type, count, max) {
	const item = document.createElement("li");
	item.dataset.family = familyOf(type);
	const share = Object.assign(document.createElement("span"), { className: "share" });
	share.style.width = `${100 * count / max}%`;
	item.append(Object.assign(document.createElement("span"), { textContent: shortType(type) }), count.toLocaleString("en"), share);
	return item;
}
