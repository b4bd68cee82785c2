(function () {
  var data = __DATA__;
  var script = document.currentScript;
  var root = script ? script.closest(".cnn-sums") : document.getElementById("__ID__");
  if (!root) { return; }
  root.querySelector(".cnn-static").hidden = true;
  root.insertAdjacentHTML("beforeend", data.live);
  var chosen = 0;

  function find(name) { return root.querySelector("[data-part='" + name + "']"); }

  function add(parent, tag, text, name) {
    var made = document.createElement(tag);
    if (text !== undefined) { made.textContent = text; }
    if (name) { made.className = name; }
    parent.appendChild(made);
    return made;
  }

  var buttons = data.rows.map(function (row, index) {
    var button = add(find("layers"), "button");
    button.type = "button";
    button.style.background = row.fill;
    button.style.color = row.ink;
    add(button, "span", row.name);
    add(button, "span", row.shape, "cnn-sums-shape");
    button.addEventListener("click", function () { chosen = index; draw(); });
    return button;
  });

  function draw() {
    var row = data.rows[chosen];
    var says = find("says");
    buttons.forEach(function (button, index) {
      button.setAttribute("aria-pressed", String(index === chosen));
    });
    says.textContent = "";
    add(says, "p", row.name + " (" + row.kind + ")", "cnn-sums-name");
    var list = add(says, "dl");
    row.sums.forEach(function (sum) {
      add(list, "dt", sum[0]);
      add(list, "dd", sum[1]);
    });
  }
  draw();
})();
