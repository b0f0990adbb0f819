/** How long what is on the screen may lag behind what happens. */
export const liveMs = 3000
