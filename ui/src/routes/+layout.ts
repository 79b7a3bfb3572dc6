// One page inside the binary; there is no server to render on.
export const ssr = false;
export const prerender = false;
