// Geometry of the small and large charts: pure numbers in, path text out.

/** A straight scale from values to pixels. */
export function linear(from: [number, number], to: [number, number]): (value: number) => number {
  const span = from[1] - from[0] || 1;
  return (value) => to[0] + ((value - from[0]) / span) * (to[1] - to[0]);
}

/** The least and the largest of some values with gaps; `null` without any. */
export function extent(values: readonly (number | null)[]): [number, number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value === null) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}

export interface Point {
  x: number;
  y: number | null;
}

/** A line through the points, broken where there is no value: a missing day is a gap, not a zero. */
export function line(points: readonly Point[]): string {
  let path = '';
  let open = false;
  for (const { x, y } of points) {
    if (y === null) {
      open = false;
      continue;
    }
    path += `${open ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
    open = true;
  }
  return path;
}

/** Points that stand alone between gaps, which a line would not show. */
export function lonely(points: readonly Point[]): Point[] {
  return points.filter(
    (point, index) =>
      point.y !== null && (points[index - 1]?.y ?? null) === null && (points[index + 1]?.y ?? null) === null
  );
}

/** About `wanted` round numbers from `low` to `high`. */
export function ticks(low: number, high: number, wanted = 3): number[] {
  if (!(high > low)) return [low];
  const raw = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= raw) ?? raw;
  const list: number[] = [];
  for (let at = Math.ceil(low / step - 1e-9) * step; at <= high + step * 1e-9; at += step) {
    list.push(Number(at.toPrecision(12)));
  }
  return list;
}
