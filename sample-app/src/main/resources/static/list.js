// The list of events, newest on top. An event may come light first, and is filled in once it was read.

import { contractOf } from "./contract.js";
import { createRow, fillRow, make, showAge } from "./row.js";

const MAX_ROWS = 200;
const READ_MILLIS = 400;
const RETRY_MILLIS = 3000;
const MAX_READS = 5;

export class EventList {

	/**
	 * @param element the list
	 * @param read asynchronous function that gives the full events behind a position
	 * @param onFull called with each full event
	 */
	constructor(element, read, onFull) {
		this.element = element;
		this.read = read;
		this.onFull = onFull;
		this.clear();
		setInterval(() => this.rows.forEach(showAge), 1000);
	}

	clear() {
		this.rows = [];
		this.known = new Map();
		this.pending = [];
		this.element.replaceChildren();
	}

	add(events) {
		this.pending = this.pending.concat(events).slice(-MAX_ROWS);
		if (!this.scheduled) {
			this.scheduled = true;
			requestAnimationFrame(() => this.flush());
		}
	}

	flush() {
		this.scheduled = false;
		const isNew = this.rows.length > 0;
		for (const event of this.pending.splice(0)) {
			const row = this.known.get(event.id) ?? this.insert(event, isNew);
			if (event.time && !row.time.dateTime) {
				fillRow(row, event);
				this.onFull(event);
			}
		}
		this.rows.splice(MAX_ROWS).forEach((row) => this.remove(row));
		void this.fill();
	}

	/** Read the events that came light, a few at a time however fast they come. */
	async fill() {
		const light = this.rows.filter((row) => !row.time.dateTime && row.reads < MAX_READS);
		if (light.length === 0 || this.reading) {
			return;
		}
		this.reading = true;
		let pause = READ_MILLIS;
		try {
			this.add(await this.read(this.rows[this.rows.indexOf(light.at(-1)) + 1]?.position));
			light.forEach((row) => row.reads++);
		}
		catch (error) {
			console.warn("The events could not be read", error);
			pause = RETRY_MILLIS;
		}
		setTimeout(() => {
			this.reading = false;
			void this.fill();
		}, pause);
	}

	insert(event, isNew) {
		const row = createRow(event);
		row.element.classList.toggle("new", isNew);
		row.element.firstChild.addEventListener("toggle", () => this.toggle(row));
		const index = this.rows.findIndex((other) => other.offset < row.offset);
		this.element.insertBefore(row.element, this.rows[index]?.element ?? null);
		this.rows.splice((index < 0) ? this.rows.length : index, 0, row);
		this.known.set(row.id, row);
		return row;
	}

	remove(row) {
		row.element.remove();
		this.known.delete(row.id);
	}

	async toggle(row) {
		const [summary, shown] = row.element.firstChild.children;
		if (shown || !row.element.firstChild.open) {
			return;
		}
		const json = make("pre", "", "Loading…");
		json.tabIndex = 0;
		summary.after(json);
		try {
			const older = this.rows[this.rows.indexOf(row) + 1];
			const event = (await this.read(older?.position, older ? 1 : undefined)).find((other) => other.id === row.id);
			json.textContent = event ? JSON.stringify(event, null, 2) : "This event is no longer among the recent ones.";
			if (event) {
				json.after(await contractOf(event));
			}
		}
		catch (error) {
			json.textContent = `Could not be read: ${error.message}`;
		}
	}

}
