/* The graph of debts: drawn once, then coloured and sized step by step. */
const Debts = (() => {
  "use strict";

  const data = JSON.parse(document.getElementById("debt-data").textContent);
  const slider = document.getElementById("step");
  let graph;

  /* What is known at a step: the last figures written down, and who fell so far. */
  function stateAt(step) {
    const figures = {};
    data.nodes.forEach(node => (figures[node.id] = [node.assets, node.owed, node.owed]));
    const first = {};
    data.steps.forEach(at => Object.entries(at.figures).forEach(([id, values]) => (first[id] = first[id] || values)));
    const known = Object.assign(figures, first);
    const fallen = new Set();
    const missed = new Set();
    for (let i = 0; i <= step; i++) {
      Object.assign(known, data.steps[i].figures);
      data.steps[i].fallen.forEach(id => fallen.add(id));
      data.steps[i].missed.forEach(id => missed.add(id));
    }
    const now = new Set(data.steps[step].fallen.concat(data.steps[step].missed));
    return { figures: known, fallen, missed, now };
  }

  const largest = Math.max(
    1,
    ...data.nodes.map(node => node.assets),
    ...data.steps.map(step => Math.max(0, ...Object.values(step.figures).map(values => values[0])))
  );

  const widest = Math.max(1, ...data.edges.map(edge => edge.amount));

  const diameter = assets => 14 + 50 * Math.sqrt(Math.max(0, assets) / largest);

  function style(colour) {
    return [
      {
        selector: "node",
        style: {
          label: "data(name)",
          width: "data(size)",
          height: "data(size)",
          "background-color": colour("c3"),
          color: colour("ink"),
          "font-size": 11,
          "font-family": "system-ui, sans-serif",
          "text-valign": "bottom",
          "text-margin-y": 3,
          "text-outline-width": 2,
          "text-outline-color": colour("paper"),
          "min-zoomed-font-size": 6
        }
      },
      { selector: "node[kind='protocol']", style: { shape: "round-rectangle", "background-color": colour("c1") } },
      { selector: "node[kind='outside']", style: { shape: "diamond", "background-color": colour("c6") } },
      { selector: "node.fallen", style: { "background-color": colour("c4") } },
      { selector: "node.now", style: { "border-width": 4, "border-color": colour("c2") } },
      {
        selector: "edge",
        style: {
          width: "data(width)",
          "curve-style": "bezier",
          "line-color": colour("c6"),
          "target-arrow-color": colour("c6"),
          "target-arrow-shape": "triangle",
          "arrow-scale": 0.8,
          opacity: 0.65
        }
      },
      {
        selector: "edge[kind='shares']",
        style: { "line-style": "dashed", "line-color": colour("c5"), "target-arrow-color": colour("c5") }
      },
      {
        selector: "edge[kind='supply']",
        style: { "line-style": "dotted", "line-color": colour("c1"), "target-arrow-color": colour("c1") }
      },
      { selector: "edge.hit", style: { "line-color": colour("c4"), "target-arrow-color": colour("c4"), opacity: 0.9 } }
    ];
  }

  function build(tools) {
    graph = cytoscape({
      container: document.getElementById("graph"),
      elements: {
        nodes: data.nodes.map(node => ({
          data: { id: node.id, name: node.name, kind: node.kind, size: diameter(node.assets) }
        })),
        edges: data.edges.map((edge, i) => ({
          data: {
            id: "e" + i,
            source: edge.from,
            target: edge.to,
            kind: edge.kind,
            width: 1 + 7 * Math.sqrt(edge.amount / widest)
          }
        }))
      },
      style: style(tools.colour),
      layout: { name: "circle" },
      userZoomingEnabled: false,
      autoungrabify: false,
      boxSelectionEnabled: false
    });
    layout();
  }

  /* From a circle, without chance: the same picture each time. */
  function layout() {
    graph
      .layout({
        name: "cose",
        animate: false,
        randomize: false,
        padding: 24,
        nodeRepulsion: () => 60000,
        idealEdgeLength: () => 90,
        nodeOverlap: 30,
        gravity: 0.6,
        numIter: 800
      })
      .run();
    fit();
  }

  /* Names stay readable however small the picture is. */
  function fit() {
    graph.resize();
    graph.fit(undefined, 24);
    graph.nodes().style("font-size", Math.min(24, Math.max(8, 12 / graph.zoom())));
  }

  const cell = (row, text, kind) => {
    const td = row.insertCell();
    td.textContent = text;
    td.className = kind;
  };

  function show(tools) {
    const number = Number(slider.value);
    const step = data.steps[number];
    const state = stateAt(number);
    document.getElementById("step-label").textContent =
      tools.clock(step.t) + (step.pass ? ", pass " + step.pass : "") + ": " + step.label;
    graph.batch(() => {
      graph.nodes().forEach(node => {
        const id = node.id();
        node.data("size", diameter((state.figures[id] || [0])[0]));
        node.toggleClass("fallen", state.fallen.has(id) || state.missed.has(id));
        node.toggleClass("now", state.now.has(id));
      });
      graph.edges().forEach(edge => edge.toggleClass("hit", state.fallen.has(edge.data("source"))));
    });
    table(state, tools);
  }

  function word(node, state) {
    if (state.fallen.has(node.id)) return "in default, hop " + node.hop;
    if (state.missed.has(node.id)) return "deficit";
    return node.kind === "protocol" ? "protocol" : "solvent";
  }

  function table(state, tools) {
    const body = document.getElementById("graph-table");
    body.textContent = "";
    const bad = node => (state.now.has(node.id) ? 2 : state.fallen.has(node.id) || state.missed.has(node.id) ? 1 : 0);
    data.nodes
      .filter(node => node.kind !== "outside")
      .sort((a, b) => bad(b) - bad(a) || state.figures[b.id][0] - state.figures[a.id][0])
      .forEach(node => {
        const row = body.insertRow();
        const [assets, owed] = state.figures[node.id];
        cell(row, node.name, "k");
        cell(row, word(node, state), "k");
        cell(row, tools.amount(assets), "n");
        cell(row, owed === undefined ? "–" : tools.amount(owed), "n");
      });
  }

  /* Draws all; again when colours change. */
  function draw(tools) {
    if (!data.nodes.length) return;
    if (graph) {
      graph.style(style(tools.colour));
      fit();
    } else {
      slider.max = data.steps.length - 1;
      slider.value = data.steps.length - 1;
      const move = by => {
        slider.value = Number(slider.value) + by;
        show(tools);
      };
      slider.addEventListener("input", () => show(tools));
      document.getElementById("step-back").addEventListener("click", () => move(-1));
      document.getElementById("step-on").addEventListener("click", () => move(1));
      build(tools);
      new ResizeObserver(fit).observe(document.getElementById("graph"));
    }
    show(tools);
  }

  return { data, draw };
})();
