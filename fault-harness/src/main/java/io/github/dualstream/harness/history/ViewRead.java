package io.github.dualstream.harness.history;

/**
 * Read of a projected view.
 *
 * @param reader name of the reader, whose reads follow each other
 * @param generation generation of the view that was read
 * @param effects number of effects that the view had
 */
public record ViewRead(String reader, int generation, long effects) {

	String describe() {
		return "reader " + this.reader + " saw " + this.effects + " effects in generation " + this.generation;
	}

}
