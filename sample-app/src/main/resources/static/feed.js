// The events of one source. The bus says that there is something new, the log says what it is: the stream
// carries ids and positions, and whoever shows the events reads them afterwards.

const HISTORY = 50;
const LIMIT = 200;
const RETRY_MILLIS = 3000;

export class Feed {

	/**
	 * @param source "type:id"
	 * @param onEvents called with events, light or full, possibly repeated and out of order
	 * @param onState called with "connecting", "catching up", "live" or "offline"
	 * @param onReset called with the reason when everything shown so far is to be forgotten; the recent
	 * events follow
	 */
	constructor(source, onEvents, onState, onReset) {
		this.source = source;
		this.onEvents = onEvents;
		this.onState = onState;
		this.onReset = onReset;
		onState("connecting");
		this.open();
	}

	/** The browser comes back with the last id by itself; where it gave up, the page brings it. */
	open() {
		const position = this.lastEventId && { lastEventId: this.lastEventId };
		this.stream = new EventSource(`events/stream?${query({ source: this.source, history: HISTORY, live: true, ...position })}`);
		this.stream.onopen = () => this.onState("catching up");
		this.stream.onerror = () => this.failed();
		this.listen("event", (data) => this.onEvents([data]));
		this.listen("live", () => this.onState("live"));
		this.listen("reset", (data) => this.onReset(data.reason));
	}

	listen(name, handle) {
		this.stream.addEventListener(name, (message) => {
			this.lastEventId = message.lastEventId || this.lastEventId;
			handle(JSON.parse(message.data));
		});
	}

	failed() {
		this.onState("offline");
		if (this.stream.readyState === EventSource.CLOSED) {
			// the browser gives up where the answer was an error
			clearTimeout(this.retry);
			this.retry = setTimeout(() => this.open(), RETRY_MILLIS);
		}
	}

	/** Show the recent events, whether the stream is there or not. */
	async refresh() {
		this.onEvents(await this.read(undefined, HISTORY));
	}

	/** Read full events, oldest first: those behind a position, else the most recent ones. */
	async read(after, limit = LIMIT) {
		const answer = await fetch(`events?${query({ source: this.source, limit, ...(after && { after }) })}`);
		if (answer.status === 410 && after) {
			return this.read(undefined, limit);
		}
		const body = await answer.json();
		if (!answer.ok) {
			throw new Error(body.detail ?? answer.statusText);
		}
		return this.closed ? [] : body.events;
	}

	close() {
		this.closed = true;
		clearTimeout(this.retry);
		this.stream.close();
	}

}

function query(parameters) {
	return new URLSearchParams(parameters).toString();
}
