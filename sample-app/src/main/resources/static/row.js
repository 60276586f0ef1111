// One event in the list. Whatever comes from an event is set as text, never as HTML.

import { actorOf, describe, familyOf, repositoryOf, shortType } from "./describe.js";

export function createRow(event) {
	const [, partition, offset] = event.position.split(":");
	const row = {
		id: event.id,
		position: event.position,
		offset: Number(offset),
		reads: 0,
		element: make("li", "event"),
		avatar: make("span", "avatar"),
		what: make("span", "what", shortType(event.type)),
		about: make("span", "", event.source_id),
		time: make("time", "")
	};
	const details = make("span", "details");
	details.append(make("span", "badge", shortType(event.type)), row.about);
	const position = make("span", "position", `${partition}:${offset}`);
	position.title = `Partition and offset; position ${event.position}`;
	row.avatar.ariaHidden = "true";
	const summary = document.createElement("summary");
	summary.append(row.avatar, row.what, row.time, details, position);
	const disclosure = document.createElement("details");
	disclosure.append(summary);
	row.element.dataset.family = familyOf(event.type);
	row.element.append(disclosure);
	return row;
}

export function fillRow(row, event) {
	const actor = actorOf(event.payload, event.type) ?? "someone";
	row.avatar.textContent = actor.charAt(0);
	row.what.replaceChildren(make("b", "", actor), ` ${describe(event.type, event.payload)}`);
	row.about.textContent = repositoryOf(event.payload) ?? event.source_id;
	row.time.dateTime = event.time;
	row.time.title = new Date(event.time).toLocaleString();
	showAge(row);
}

export function showAge({ time }) {
	const age = time.dateTime ? ageOf((Date.now() - new Date(time.dateTime)) / 1000) : "";
	if (time.textContent !== age) {
		time.textContent = age;
	}
}

function ageOf(seconds) {
	if (seconds < 2) {
		return "now";
	}
	if (seconds < 60) {
		return `${Math.floor(seconds)} s ago`;
	}
	if (seconds < 3600) {
		return `${Math.floor(seconds / 60)} min ago`;
	}
	return (seconds < 86400) ? `${Math.floor(seconds / 3600)} h ago` : `${Math.floor(seconds / 86400)} d ago`;
}

export function make(name, className, text = "") {
	const element = document.createElement(name);
	element.className = className;
	element.textContent = text;
	return element;
}
