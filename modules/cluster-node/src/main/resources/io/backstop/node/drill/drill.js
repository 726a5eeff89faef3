(() => {
  "use strict";

  const data = JSON.parse(document.getElementById("data").textContent);
  const box = document.getElementById("chart-market");
  if (!box) return;
  const tones = ["c1", "c2", "c3", "c5", "c6", "c7"];
  let plot = null;

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const percent = value => (value == null ? "–" : value.toFixed(2).replace("-", "−") + " %");
  const height = () => (window.innerWidth < 640 ? 240 : 320);

  /* Windows first, so that lines and grid stay above them; a fault that took no simulated time is still seen. */
  function shade(u) {
    const { ctx, bbox } = u;
    const scale = window.devicePixelRatio || 1;
    ctx.save();
    ctx.font = 12 * scale + "px system-ui, sans-serif";
    ctx.textBaseline = "top";
    ctx.fillStyle = colour("c4");
    let taken = [];
    data.faults.forEach((fault, number) => {
      const from = u.valToPos(fault.from, "x", true);
      const width = Math.max(u.valToPos(fault.to, "x", true) - from, 3 * scale);
      ctx.globalAlpha = 0.16;
      ctx.fillRect(from, bbox.top, width, bbox.height);
      ctx.globalAlpha = 0.7;
      ctx.fillRect(from, bbox.top, scale, bbox.height);
      const row = taken.filter(right => right > from).length;
      taken.push(from + 16 * scale);
      ctx.globalAlpha = 1;
      ctx.fillText(String(number + 1), from + 4 * scale, bbox.top + (3 + 15 * row) * scale);
    });
    ctx.restore();
  }

  function axis(extra) {
    return Object.assign(
      {
        stroke: colour("soft"),
        font: "12px system-ui, sans-serif",
        grid: { stroke: colour("grid"), width: 1 },
        ticks: { stroke: colour("line"), width: 1, size: 4 }
      },
      extra
    );
  }

  function draw() {
    if (plot) plot.destroy();
    plot = new uPlot(
      {
        width: box.clientWidth,
        height: height(),
        scales: { x: { time: false } },
        cursor: { y: false },
        hooks: { drawClear: [shade] },
        axes: [axis({ space: 60, size: 30 }), axis({ size: 58, gap: 6, values: (u, splits) => splits.map(v => v + " %") })],
        series: [{ label: "tick" }].concat(
          data.markets.map((market, i) => ({
            label: market.name,
            stroke: colour(tones[i % tones.length]),
            width: 1.75,
            points: { show: false },
            value: (u, v) => percent(v)
          }))
        )
      },
      [data.ticks].concat(data.markets.map(market => market.changes)),
      box
    );
  }

  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  new ResizeObserver(() => {
    if (box.clientWidth !== plot.width) plot.setSize({ width: box.clientWidth, height: height() });
  }).observe(document.querySelector("main"));
})();
