// The contract of an event, from the AsyncAPI document of the application.

import { make } from "./row.js";

const DOCUMENT = "actuator/dualstream/asyncapi";

let reading;

/** What is shown of the contract; a failure is shown, too, and the next event reads again. */
export async function contractOf(event) {
	try {
		reading ??= read();
		const asyncApi = await reading;
		const message = find(asyncApi, event);
		return message ? show(event, message, asyncApi) : make("p", "contract note", `There is no contract of ${event.type}: it may have any data.`);
	}
	catch (error) {
		reading = undefined;
		return make("p", "contract note failed", `The contract could not be read: ${error.message}`);
	}
}

async function read() {
	const answer = await fetch(DOCUMENT);
	if (!answer.ok) {
		throw new Error(answer.statusText || `status ${answer.status}`);
	}
	return answer.json();
}

/** An event without a version satisfies the newest one, which is the last one of the document. */
function find(asyncApi, { type, version }) {
	return Object.values(asyncApi.components?.messages ?? {})
		.filter((message) => message.name === type && (!version || message["x-data-version"] === version))
		.at(-1);
}

function show(event, message, asyncApi) {
	const schema = asyncApi.components.schemas[message.payload.$ref.split("/").at(-1)].schema;
	const link = Object.assign(make("a", "", "AsyncAPI document"), { href: DOCUMENT });
	const note = make("p", "note", `${event.type} version ${message["x-data-version"]}. An event that violates it is not published. `);
	note.append(link);
	const panel = make("section", "contract");
	panel.append(make("h3", "", `Contract: ${schema.title ?? event.type}`), note, ...json("Schema", schema));
	if (message.examples) {
		panel.append(...json("Example", message.examples[0].payload));
	}
	return panel;
}

function json(title, value) {
	const text = make("pre", "", JSON.stringify(value, null, 2));
	text.tabIndex = 0;
	text.ariaLabel = title;
	return [make("h4", "", title), text];
}
