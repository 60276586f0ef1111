package io.github.dualstream.projection;

/**
 * Generation that a thread serves.
 */
enum Role {

	/** Generation that readers see. */
	ACTIVE {

		@Override
		int generation(ProjectionState state, int version) {
			return (state.version() == version) ? state.active() : NONE;
		}

	},

	/** Generation that is built beside it. */
	BUILDING {

		@Override
		int generation(ProjectionState state, int version) {
			return (state.buildingVersion() == version) ? state.building() : NONE;
		}

	};

	static final int NONE = 0;

	/**
	 * Generation to serve. One that other handlers have begun is left to instances that
	 * have them.
	 * @param state state of the projection
	 * @param version version of the handlers of this instance
	 * @return number of the generation; {@link #NONE} if there is none
	 */
	abstract int generation(ProjectionState state, int version);

}
