(function () {
  var data = __DATA__;
  var script = document.currentScript;
  var root = script ? script.closest(".cnn-cone") : document.getElementById("__ID__");
  if (!root) { return; }
  root.querySelector(".cnn-static").hidden = true;
  root.insertAdjacentHTML("beforeend", data.live);
  var net = 0;
  var layer = data.nets[0].layers.length;
  var unit = data.nets[0].chosen;

  function find(name) { return root.querySelector("[data-part='" + name + "']"); }
  function now() { return data.nets[net]; }
  function counts() { return [data.inputs].concat(now().layers.map(function (l) { return l.length; })); }

  function add(parent, tag, attributes, text) {
    var made = document.createElementNS(parent.namespaceURI, tag);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (text !== undefined) { made.textContent = text; }
    parent.appendChild(made);
    return made;
  }

  /* Which units of every layer below belong to the chosen one, and which lines lead there. */
  function cone() {
    var seen = {};
    var wires = {};
    seen[layer + " " + unit] = true;
    for (var l = layer; l > 0; l--) {
      now().layers[l - 1].forEach(function (below, j) {
        if (!seen[l + " " + j]) { return; }
        below.forEach(function (i) {
          seen[(l - 1) + " " + i] = true;
          wires[l + " " + j + " " + i] = true;
        });
      });
    }
    return { seen: seen, wires: wires };
  }

  function draw() {
    var lit = cone();
    var picture = find("picture");
    var top = now().layers.length;
    picture.textContent = "";
    function y(l) { return 24 + (top - l) * 62; }
    picture.setAttribute("viewBox", "0 0 760 " + (y(0) + 24));
    now().layers.forEach(function (units, index) {
      units.forEach(function (below, j) {
        below.forEach(function (i) {
          add(picture, "line", {
            x1: now().places[index + 1][j], y1: y(index + 1) + 12,
            x2: now().places[index][i], y2: y(index) - 12,
            "class": lit.wires[(index + 1) + " " + j + " " + i] ? "cnn-lit" : ""
          });
        });
      });
    });
    counts().forEach(function (count, l) {
      add(picture, "text", { x: 2, y: y(l) + 5, "class": "cnn-row" }, now().names[l]);
      for (var j = 0; j < count; j++) {
        var here = l === layer && j === unit;
        var look = here ? "cnn-here" : lit.seen[l + " " + j] ? "cnn-lit" : "";
        var box = add(picture, "rect", {
          x: now().places[l][j] - 14, y: y(l) - 12, width: 28, height: 24, rx: 4,
          "class": look + (l === 0 ? " cnn-pixel" : "")
        });
        box.addEventListener("click", choose(l, j));
        add(picture, "text", { x: now().places[l][j], y: y(l) + 5 }, j);
      }
    });
    find("says").textContent = now().says[layer][unit];
    find("left").setAttribute("aria-disabled", String(unit === 0));
    find("right").setAttribute("aria-disabled", String(unit === counts()[layer] - 1));
    find("up").setAttribute("aria-disabled", String(layer === top));
    find("down").setAttribute("aria-disabled", String(layer === 0));
    data.nets.forEach(function (_, index) {
      find("net-" + index).setAttribute("aria-pressed", String(index === net));
    });
  }

  function choose(l, j) {
    return function () {
      layer = Math.max(0, Math.min(now().layers.length, l));
      unit = Math.max(0, Math.min(counts()[layer] - 1, j));
      draw();
    };
  }

  find("left").addEventListener("click", function () { choose(layer, unit - 1)(); });
  find("right").addEventListener("click", function () { choose(layer, unit + 1)(); });
  find("up").addEventListener("click", function () { choose(layer + 1, unit)(); });
  find("down").addEventListener("click", function () { choose(layer - 1, unit)(); });
  data.nets.forEach(function (other, index) {
    find("net-" + index).addEventListener("click", function () {
      net = index;
      choose(other.layers.length, other.chosen)();
    });
  });
  draw();
})();
