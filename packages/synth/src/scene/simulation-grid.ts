/** Edge of the voxels of the simulation in mm. @internal */
export const SIMULATION_MM = 0.5;
