/** Maximum of a function of one variable. */

const golden = (3 - Math.sqrt(5)) / 2;

/** Brent's method (1973, ch. 5) between two bounds for a function with one peak there; `tolerance` is on x. */
export function maximise(
  f: (x: number) => number,
  from: number,
  to: number,
  tolerance = 1e-8,
): { x: number; value: number } {
  let [low, high] = [from, to];
  let x = low + golden * (high - low);
  let [w, v] = [x, x];
  let fx = -f(x);
  let [fw, fv] = [fx, fx];
  let [step, before] = [0, 0];
  for (let i = 0; i < 200; i += 1) {
    const middle = (low + high) / 2;
    const near = tolerance + 1e-12 * Math.abs(x);
    if (Math.abs(x - middle) <= 2 * near - (high - low) / 2) break;
    let useGolden = true;
    if (Math.abs(before) > near) {
      const r = (x - w) * (fx - fv);
      let q = (x - v) * (fx - fw);
      let p = (x - v) * q - (x - w) * r;
      q = 2 * (q - r);
      if (q > 0) p = -p;
      else q = -q;
      const last = before;
      before = step;
      if (Math.abs(p) < Math.abs((q * last) / 2) && p > q * (low - x) && p < q * (high - x)) {
        step = p / q;
        const u = x + step;
        if (u - low < 2 * near || high - u < 2 * near) step = x < middle ? near : -near;
        useGolden = false;
      }
    }
    if (useGolden) {
      before = x < middle ? high - x : low - x;
      step = golden * before;
    }
    const u = Math.abs(step) >= near ? x + step : x + (step > 0 ? near : -near);
    const fu = -f(u);
    if (fu <= fx) {
      if (u < x) high = x;
      else low = x;
      [v, fv, w, fw, x, fx] = [w, fw, x, fx, u, fu];
    } else {
      if (u < x) low = u;
      else high = u;
      if (fu <= fw || w === x) [v, fv, w, fw] = [w, fw, u, fu];
      else if (fu <= fv || v === x || v === w) [v, fv] = [u, fu];
    }
  }
  return { x, value: -fx };
}
