(function () {
  var data = __DATA__;
  var script = document.currentScript;
  var root = script ? script.closest(".cnn-units") : document.getElementById("__ID__");
  if (!root) { return; }
  root.querySelector(".cnn-static").hidden = true;
  root.insertAdjacentHTML("beforeend", data.live);
  var WIDE = 66, TALL = 92, SIZE = 44;
  var last = data.rows.length - 1;
  var dense = data.dense;
  var chosen = { row: last, unit: data.start };
  var units = [];

  function find(name) { return root.querySelector("[data-part='" + name + "']"); }
  function left(unit) { return 4 + unit * WIDE; }
  function top(row) { return 4 + (last - row) * TALL; }
  function joined(i, j) { return dense || Math.abs(i - j) <= data.reach; }
  function name(row, unit) { return data.rows[row] + (unit + 1); }

  var stage = find("stage");
  stage.style.width = (left(data.count - 1) + SIZE + 4) + "px";
  stage.style.height = (top(0) + SIZE + 4) + "px";
  for (var row = last; row >= 0; row -= 1) {
    units[row] = [];
    for (var unit = 0; unit < data.count; unit += 1) { units[row].push(add(row, unit)); }
  }

  function add(row, unit) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = name(row, unit);
    button.style.left = left(unit) + "px";
    button.style.top = top(row) + "px";
    button.addEventListener("click", function () {
      chosen = { row: row, unit: unit };
      draw();
    });
    stage.appendChild(button);
    return button;
  }

  // For every row, which units are joined with the chosen one: downwards, then upwards.
  function reach() {
    var found = data.rows.map(function () { return []; });
    found[chosen.row] = [chosen.unit];
    for (var down = chosen.row - 1; down >= 0; down -= 1) {
      found[down] = next(found[down + 1]);
    }
    for (var up = chosen.row + 1; up <= last; up += 1) {
      found[up] = next(found[up - 1]);
    }
    return found;
  }

  function next(from) {
    var found = [];
    for (var unit = 0; unit < data.count; unit += 1) {
      if (from.some(function (other) { return joined(other, unit); })) { found.push(unit); }
    }
    return found;
  }

  function draw() {
    var found = reach();
    find("dense").setAttribute("aria-checked", String(dense));
    find("lines").innerHTML = lines(found);
    units.forEach(function (buttons, row) {
      buttons.forEach(function (button, unit) {
        var lit = found[row].indexOf(unit) >= 0;
        var side = row < chosen.row ? " cnn-below" : row > chosen.row ? " cnn-above" : "";
        button.className = "cnn-unit" + (lit ? side : "");
        button.setAttribute("aria-pressed", String(lit && row === chosen.row));
      });
    });
    find("says").textContent = says(found);
  }

  function lines(found) {
    var text = "";
    for (var row = 0; row < last; row += 1) {
      for (var i = 0; i < data.count; i += 1) {
        for (var j = 0; j < data.count; j += 1) {
          if (joined(i, j)) { text += line(row, i, j, found); }
        }
      }
    }
    return text;
  }

  function line(row, i, j, found) {
    var lit = found[row].indexOf(i) >= 0 && found[row + 1].indexOf(j) >= 0;
    var side = row < chosen.row ? "cnn-below" : "cnn-above";
    var half = SIZE / 2;
    return "<line class='" + (lit ? side : "") + "' x1='" + (left(i) + half) + "' y1='" +
      (top(row) + half) + "' x2='" + (left(j) + half) + "' y2='" + (top(row + 1) + half) + "'/>";
  }

  function says(found) {
    var text = name(chosen.row, chosen.unit);
    var parts = [];
    function list(row) {
      var names = found[row].map(function (unit) { return name(row, unit); });
      return names.join(", ") + " (" + names.length + " of " + data.count + ")";
    }
    var below = [], above = [];
    for (var row = chosen.row - 1; row >= 0; row -= 1) { below.push(list(row)); }
    for (var up = chosen.row + 1; up <= last; up += 1) { above.push(list(up)); }
    if (below.length) { parts.push("depends on " + below.join(", and through them on ")); }
    if (above.length) { parts.push("feeds " + above.join(", and through them ")); }
    return text + " " + parts.join("; it ") + ".";
  }

  find("dense").addEventListener("click", function () { dense = !dense; draw(); });
  draw();
})();
