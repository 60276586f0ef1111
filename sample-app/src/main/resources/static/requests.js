// Requests to the server, and what is said about them.

/** Gives the answer's JSON and the answer; an error says what the server, or the browser, says. */
export async function call(method, path, { body, headers } = {}) {
	let answer;
	try {
		answer = await fetch(path, {
			method,
			headers: { ...headers, ...(body && { "Content-Type": "application/json" }) },
			body: body && JSON.stringify(body)
		});
	}
	catch {
		throw new Error("the server does not answer");
	}
	const text = await answer.text();
	const json = text && answer.headers.get("Content-Type")?.includes("json") ? JSON.parse(text) : undefined;
	if (!answer.ok) {
		throw new Error(json?.detail ?? (answer.statusText || `status ${answer.status}`));
	}
	return [json, answer];
}

export function say(id, text, isFailure = false) {
	const element = document.getElementById(id);
	element.classList.toggle("failed", isFailure);
	if (element.textContent !== text) {
		element.textContent = text;
	}
}
