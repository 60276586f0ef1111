package io.github.dualstream.projection;

/**
 * State of a projection, common to all instances.
 *
 * @param active generation that readers see; 0 before the first one is built
 * @param version version of the handlers that built it
 * @param building generation that is built beside it; 0 for none
 * @param buildingVersion version of the handlers that build it
 * @param paused whether no events are handled
 */
public record ProjectionState(int active, int version, int building, int buildingVersion, boolean paused) {

}
