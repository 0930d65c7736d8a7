# The placebo suite over datasets::Seatbelts before the law: 134 pretend dates, each with a negative binomial fit and its
# Newey-West errors (lag 12), and a local level with regressors as ARIMA(0,1,1). Prints seconds and estimates as JSON.
suppressMessages({ library(MASS); library(sandwich) })
counts <- as.data.frame(Seatbelts)$DriversKilled[1:169]
data <- data.frame(y = counts, t = 1:169, month = factor(rep(1:12, 16)[1:169]))
dates <- 25:158
suite <- function() sapply(dates, function(date) {
  data$post <- as.numeric(data$t >= date)
  nb <- suppressWarnings(glm.nb(y ~ t + post + month, data))
  hac <- sqrt(NeweyWest(nb, lag = 12, prewhite = FALSE, adjust = FALSE)["post", "post"])
  x <- model.matrix(~ post + month, data)[, -1]
  level <- arima(log(counts + 0.5), order = c(0, 1, 1), xreg = x)
  c(coef(nb)["post"], hac, coef(level)["post"], sqrt(level$var.coef["post", "post"]))
})
rounds <- as.integer(commandArgs(TRUE)[1])
seconds <- sapply(seq_len(rounds), function(i) { gc(); system.time(result <<- suite())["user.self"] })
list_of <- function(x) paste0("[", paste(sprintf("%.10g", x), collapse = ","), "]")
cat(sprintf('{"r":"%s","seconds":%s,"nb":%s,"hac":%s,"level":%s,"levelError":%s}\n', getRversion(),
  list_of(seconds), list_of(result[1, ]), list_of(result[2, ]), list_of(result[3, ]), list_of(result[4, ])))
