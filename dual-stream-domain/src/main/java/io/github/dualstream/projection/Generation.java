package io.github.dualstream.projection;

/**
 * Generation of a view: each rebuild makes a new one beside the current one.
 *
 * @param projection name of the projection
 * @param number number of the generation, from 1
 */
public record Generation(String projection, int number) {

}
