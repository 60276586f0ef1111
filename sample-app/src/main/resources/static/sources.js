// Which source is shown: it stands in the address, so that a link opens it.

import { actorOf, repositoryOf } from "./describe.js";

const DEFAULT_SOURCE = "repo:octocat/hello-world";
const SUGGESTIONS = [DEFAULT_SOURCE, "repo:acme/rocket", "user:mona", "org:acme"];
const MAX_RECENT = 8;
const MAX_KNOWN = 50;

const $ = (id) => document.getElementById(id);
const known = new Map();

export function startPicker() {
	$("picker").addEventListener("submit", (submitted) => {
		submitted.preventDefault();
		location.hash = hashOf(`${$("source-type").value}:${$("source-id").value.trim()}`);
	});
	$("source-type").addEventListener("change", showKnownIds);
	// browsers offer it to secure origins only
	$("copy-link").hidden = !navigator.clipboard;
	$("copy-link").addEventListener("click", async () => {
		await navigator.clipboard.writeText(location.href);
		$("copy-link").textContent = "Copied";
		setTimeout(() => $("copy-link").textContent = "Copy link", 1500);
	});
}

export function currentSource() {
	try {
		const hash = decodeURIComponent(location.hash.slice(1));
		return (hash.indexOf(":") > 0) ? hash : DEFAULT_SOURCE;
	}
	catch {
		return DEFAULT_SOURCE;
	}
}

export function split(source) {
	const colon = source.indexOf(":");
	return [source.slice(0, colon), source.slice(colon + 1)];
}

export function showSource(source) {
	const [type, id] = split(source);
	document.title = `${id} · GitHub activity`;
	$("source-title").replaceChildren(Object.assign(document.createElement("span"), { textContent: `${type} ` }), id);
	$("source-id").value = id;
	if ([...$("source-type").options].some((option) => option.value === type)) {
		$("source-type").value = type;
	}
	const recent = remember(source);
	const chips = [...new Set([...SUGGESTIONS, ...recent.toReversed()])].slice(-MAX_RECENT);
	$("recent").replaceChildren(...chips.map((other) => chip(other, other === source)));
	chips.forEach((other) => suggest(...split(other)));
	showKnownIds();
}

/** Suggest the sources that an event names. */
export function learn({ payload }) {
	suggest("repo", repositoryOf(payload));
	suggest("user", actorOf(payload));
	suggest("org", payload?.organization?.login);
}

export function suggest(type, id) {
	if (typeof id !== "string" || id === "") {
		return;
	}
	const ids = known.get(type) ?? known.set(type, new Set()).get(type);
	if (ids.size < MAX_KNOWN && !ids.has(id)) {
		ids.add(id);
		showKnownIds();
	}
}

function showKnownIds() {
	const ids = [...(known.get($("source-type").value) ?? [])];
	$("known-ids").replaceChildren(...ids.map((id) => Object.assign(document.createElement("option"), { value: id })));
}

function remember(source) {
	try {
		const stored = JSON.parse(localStorage.getItem("recent"));
		const others = (Array.isArray(stored) ? stored : []).filter((other) => typeof other === "string" && other.includes(":"));
		const recent = [source, ...others.filter((other) => other !== source)].slice(0, MAX_RECENT);
		localStorage.setItem("recent", JSON.stringify(recent));
		return recent;
	}
	catch {
		// no storage, or not ours
		return [source];
	}
}

function chip(source, current) {
	const link = Object.assign(document.createElement("a"), { href: hashOf(source), textContent: source });
	link.toggleAttribute("aria-current", current);
	const item = document.createElement("li");
	item.append(link);
	return item;
}

function hashOf(source) {
	return `#${encodeURIComponent(source).replaceAll("%2F", "/").replaceAll("%3A", ":")}`;
}
