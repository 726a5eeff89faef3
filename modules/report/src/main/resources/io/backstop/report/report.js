(() => {
  "use strict";

  const data = JSON.parse(document.getElementById("data").textContent);
  const sync = uPlot.sync("run");
  const minuteSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400];
  const inventoryFrom = data.exits.indexOf("inventory unwind");
  let plots = [];

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

  function amount(value) {
    if (value == null) return "–";
    const size = Math.abs(value);
    const sign = value < 0 ? "−" : "";
    const short = (unit, name) => sign + trim((size / unit).toPrecision(size / unit >= 100 ? 4 : 3)) + name;
    if (size >= 1e9) return short(1e9, " bn");
    if (size >= 1e6) return short(1e6, " M");
    if (size >= 1e4) return short(1e3, " k");
    return sign + size.toLocaleString("en", { maximumSignificantDigits: size >= 1000 ? 6 : 4 });
  }

  const trim = text => (text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text);

  const price = value =>
    value == null ? "–" : value.toLocaleString("en", { maximumSignificantDigits: 7, useGrouping: "min2" });

  const percent = value => (value == null ? "–" : trim((value * 100).toFixed(1)) + " %");

  function clock(seconds) {
    if (seconds == null) return "–";
    const whole = Math.floor(seconds);
    const rest = Math.round((seconds - whole) * 1000);
    const text = Math.floor(whole / 60) + ":" + String(whole % 60).padStart(2, "0");
    return rest ? text + "." + String(rest).padStart(3, "0") : text;
  }

  const full = values => (values.length ? values : new Array(data.t.length).fill(0));

  const any = lists => lists.some(values => values.some(value => value));

  function axis(format, extra) {
    return Object.assign(
      {
        stroke: colour("soft"),
        font: "12px system-ui, sans-serif",
        grid: { stroke: colour("grid"), width: 1 },
        ticks: { stroke: colour("line"), width: 1, size: 4 },
        values: (u, splits) => splits.map(format)
      },
      extra
    );
  }

  function draw(id, values, series, options) {
    const box = document.getElementById(id);
    if (!box) return;
    box.textContent = "";
    const height = window.innerWidth < 640 ? 210 : 260;
    const time = !options.x;
    const opts = {
      width: box.clientWidth,
      height,
      scales: { x: { time: false }, y: options.y || {} },
      legend: { live: true },
      cursor: time ? { sync: { key: sync.key }, y: false } : { y: false },
      axes: [
        axis(time ? clock : options.x, { incrs: time ? minuteSteps : undefined, space: 70, size: 30 }),
        axis(options.format, { size: 66, gap: 6 })
      ],
      series: [{ label: time ? "time, m:ss" : options.xLabel, value: (u, v) => (time ? clock : options.x)(v) }].concat(series)
    };
    plots.push({ box, height, plot: new uPlot(opts, [options.at || data.t].concat(values), box) });
  }

  function line(label, tone, format, extra) {
    return Object.assign(
      { label, stroke: colour(tone), width: 1.75, points: { show: false }, value: (u, v) => format(v) },
      extra
    );
  }

  function nothing(id, text) {
    const box = document.getElementById(id);
    if (!box) return;
    box.innerHTML = "";
    const note = document.createElement("p");
    note.className = "empty";
    note.textContent = text;
    box.append(note);
  }

  /* Areas on top of one another: the sum is drawn first, so that every later area covers its own part. */
  function stacked(id, labels, tones, lists, none, steps) {
    const shown = lists.map((values, i) => i).filter(i => any([lists[i]]));
    if (!shown.length) return nothing(id, none);
    const sums = [];
    let below = new Array(data.t.length).fill(0);
    shown.forEach(i => {
      below = full(lists[i]).map((value, at) => value + below[at]);
      sums.push(below);
    });
    const order = shown.map((i, place) => ({ i, sum: sums[place] })).reverse();
    draw(
      id,
      order.map(entry => entry.sum),
      order.map(entry =>
        line(labels[entry.i], tones[entry.i], amount, {
          fill: colour(tones[entry.i]),
          width: 1,
          paths: steps ? uPlot.paths.stepped({ align: -1 }) : undefined,
          value: (u, v, series, at) => amount(at == null ? null : full(lists[entry.i])[at])
        })
      ),
      { format: amount, y: { range: (u, low, high) => [Math.min(0, low), high > 0 ? high * 1.05 : 1] } }
    );
  }

  const running = values => {
    let sum = 0;
    return values.map(value => (sum += value));
  };

  function flowOf(market) {
    if (market >= 0) return data.markets[market].flow;
    return data.exits.map((exit, at) => {
      const lists = data.markets.map(m => m.flow[at]).filter(values => values.length);
      return lists.length ? lists.reduce((sum, values) => sum.map((value, i) => value + values[i])) : [];
    });
  }

  const chosen = id => Number(document.getElementById(id).value);

  /* Protocols and parties, where the scenario has some. */
  function drawDebts() {
    if (typeof Debts === "undefined") return;
    const { protocols, assets } = Debts.data;
    const tones = ["c1", "c2", "c3", "c4", "c5", "c6", "c7"];
    const lines = (path, none, format, range) => {
      const shown = protocols.filter(protocol => any([protocol[path]]));
      if (!shown.length) return nothing("chart-" + path, none);
      draw(
        "chart-" + path,
        shown.map(protocol => protocol[path]),
        shown.map(protocol => line(protocol.name, tones[protocols.indexOf(protocol) % tones.length], format)),
        { format, y: { range } }
      );
    };
    lines("utilisation", "Nothing was lent out.", percent, [0, 1.05]);
    lines("bad_debt", "There was no bad debt.", amount, withZero);
    lines("treasury", "There is no treasury.", amount, withZero);
    lines("waiting", "No withdrawal had to wait.", amount, withZero);
    lines("keepers", "There are no liquidators.", amount, withZero);
    const asset = assets.length && document.getElementById("asset") ? assets[chosen("asset")] : null;
    if (asset) {
      const values = [asset.index, asset.mark].concat(asset.nav ? [asset.nav] : []);
      const series = [line("index (exogenous)", "c6", price), line("mark (displaced)", "c4", price)];
      if (asset.nav) series.push(line("net asset value", "c1", price));
      draw("chart-asset", values, series, { format: price });
    }
    Debts.draw({ colour, amount, clock });
  }

  function drawPrice() {
    const market = data.markets[chosen("market")];
    draw(
      "chart-price",
      [market.index, market.mark],
      [line("index (exogenous)", "c6", price), line("mark (displaced)", "c4", price)],
      { format: price }
    );
  }

  function drawFlow() {
    const lists = flowOf(chosen("flow-market"));
    const tones = ["c1", "c2", "c3", "c4", "c6", "c1", "c4"];
    const cut = from => (from ? lists.slice(inventoryFrom) : lists.slice(0, inventoryFrom));
    stacked(
      "chart-flow",
      data.exits.slice(0, inventoryFrom),
      tones.slice(0, inventoryFrom),
      cut(false),
      "Nothing was liquidated here.",
      true
    );
    stacked(
      "chart-inventory",
      data.exits.slice(inventoryFrom),
      tones.slice(inventoryFrom),
      cut(true),
      "No inventory of vault or fund was closed here.",
      true
    );
  }

  /* A layer below zero cannot be stacked: the lines then stand each for itself. */
  function drawLayers() {
    const sums = data.layers.map(layer => running(layer.v));
    const tones = ["c6", "c3", "c1", "c2", "c5", "c7", "c4"];
    if (sums.some(values => values.some(value => value < 0))) {
      const shown = sums.map((values, i) => i).filter(i => any([sums[i]]));
      draw(
        "chart-layers",
        shown.map(i => sums[i]),
        shown.map(i => line(data.layers[i].label, tones[i], amount)),
        { format: amount, y: { range: withZero } }
      );
      return;
    }
    stacked(
      "chart-layers",
      data.layers.map(layer => layer.label),
      tones,
      sums,
      "There was no deficit.",
      true
    );
  }

  function drawBalances(id, names, tones, none) {
    const all = names.map(name => data.balances[name]);
    const shown = all.map((balance, i) => i).filter(i => any([all[i].v]));
    if (!shown.length) return nothing(id, none);
    draw(
      id,
      shown.map(i => full(all[i].v)),
      shown.map(i => line(all[i].label, tones[i], amount)),
      { format: amount, y: { range: withZero } }
    );
  }

  function withZero(u, low, high) {
    const pad = (Math.max(high, 0) - Math.min(low, 0)) * 0.05 || 1;
    return [low < 0 ? low - pad : 0, high > 0 ? high + pad : 0];
  }

  function drawLorenz() {
    if (!data.lorenz.length) return;
    const steps = data.lorenz.length - 1;
    const at = data.lorenz.map((value, i) => i / steps);
    draw(
      "chart-lorenz",
      [data.lorenz, at],
      [
        line("ADL notional", "c1", percent),
        line("if all had given the same", "c6", percent, { dash: [4, 4], width: 1 })
      ],
      { at, x: percent, xLabel: "accounts", format: percent, y: { range: [0, 1] } }
    );
  }

  function drawAll() {
    plots.forEach(entry => entry.plot.destroy());
    plots = [];
    drawDebts();
    if (data.markets.length) drawVenue();
    if (any([data.inLiquidation])) {
      draw("chart-liquidation", [data.inLiquidation], [line("accounts", "c4", amount)], {
        format: amount,
        y: { range: withZero }
      });
    } else {
      nothing("chart-liquidation", "No account was in liquidation.");
    }
  }

  function drawVenue() {
    drawPrice();
    drawFlow();
    drawLayers();
    drawBalances("chart-funds", ["fund_equity", "vault_equity", "parent"], ["c3", "c2", "c5"], "There is no fund or vault.");
    drawBalances("chart-inventories", ["fund_inventory", "vault_inventory"], ["c3", "c2"], "Neither took anything over.");
    drawBalances("chart-outside", ["outside_equity", "outside_cash"], ["c1", "c6"], "The book did not trade.");
    drawLorenz();
  }

  function choose(id, list, all) {
    const select = document.getElementById(id);
    if (!select) return;
    if (all) select.add(new Option("all markets", -1));
    list.forEach((entry, i) => select.add(new Option(entry.name, i)));
    select.addEventListener("change", drawAll);
  }

  const liquidated = market =>
    market.flow.slice(0, inventoryFrom).reduce((sum, values) => values.reduce((part, value) => part + value, sum), 0);

  choose("market", data.markets, false);
  choose("flow-market", data.markets, true);
  if (typeof Debts !== "undefined") choose("asset", Debts.data.assets, false);
  if (data.markets.length) {
    document.getElementById("market").value = data.markets.reduce(
      (best, market, i) => (liquidated(market) > liquidated(data.markets[best]) ? i : best),
      0
    );
  }
  drawAll();

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  new ResizeObserver(() =>
    plots.forEach(entry => {
      if (entry.box.clientWidth !== entry.plot.width) {
        entry.plot.setSize({ width: entry.box.clientWidth, height: entry.height });
      }
    })
  ).observe(document.querySelector("main"));
})();
