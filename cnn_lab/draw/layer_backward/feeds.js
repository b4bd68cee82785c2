(function () {
  var data = __DATA__;
  var script = document.currentScript;
  var root = script ? script.closest(".cnn-stepper") : document.getElementById("__ID__");
  if (!root) { return; }
  root.querySelector(".cnn-static").hidden = true;
  root.insertAdjacentHTML("beforeend", data.live);
  var setting = 0;
  var chosen = { side: "x", row: 1, column: 1 };

  function find(name) { return root.querySelector("[data-part='" + name + "']"); }

  function links() {
    return data.settings[setting].links.filter(function (link) {
      var end = chosen.side === "x" ? link.x : link.out;
      return end[0] === chosen.row && end[1] === chosen.column;
    });
  }

  function name(side, place) { return side + "[" + place[0] + ",\u00a0" + place[1] + "]"; }

  function grid(side, rows, columns, rim, lit) {
    var body = find(side).tBodies[0];
    var focused = body.contains(document.activeElement);
    body.textContent = "";
    for (var row = -rim; row < rows + rim; row += 1) {
      var line = body.insertRow();
      for (var column = -rim; column < columns + rim; column += 1) {
        addCell(line.insertCell(), side, row, column, rows, columns, lit, focused);
      }
    }
  }

  function addCell(cell, side, row, column, rows, columns, lit, focused) {
    if (row < 0 || column < 0 || row >= rows || column >= columns) {
      cell.className = "cnn-rim";
      cell.textContent = "0";
      return;
    }
    var weight = lit[row + "," + column];
    var here = chosen.side === side && chosen.row === row && chosen.column === column;
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = weight || row + ", " + column;
    button.setAttribute("aria-label", name(side, [row, column]) + (weight ? " by " + weight : ""));
    button.setAttribute("aria-pressed", String(here));
    button.addEventListener("click", function () {
      chosen = { side: side, row: row, column: column };
      draw();
    });
    cell.className = here ? "cnn-chosen" : weight ? "cnn-lit" : "";
    cell.appendChild(button);
    if (here && focused) { button.focus(); }
  }

  function draw() {
    var now = data.settings[setting];
    var found = links();
    var lit = { x: {}, out: {} };
    var other = chosen.side === "x" ? "out" : "x";
    found.forEach(function (link) {
      lit[other][link[other].join(",")] = name("w", link.w);
    });
    grid("x", now.x[0], now.x[1], now.padding, lit.x);
    grid("out", now.out[0], now.out[1], 0, lit.out);
    root.querySelectorAll(".cnn-setting").forEach(function (button, index) {
      button.setAttribute("aria-pressed", String(index === setting));
    });
    var ends = found.map(function (link) {
      return name(other, link[other]) + " by " + name("w", link.w);
    });
    var verb = chosen.side === "x" ? " feeds " : " sees ";
    find("said").textContent = name(chosen.side, [chosen.row, chosen.column]) + verb +
      (ends.length ? ends.join(", ") : "nothing: no window contains it") + ".";
  }

  root.querySelectorAll(".cnn-setting").forEach(function (button, index) {
    button.addEventListener("click", function () {
      setting = index;
      chosen = { side: "x", row: 1, column: 1 };
      draw();
    });
  });
  draw();
})();
