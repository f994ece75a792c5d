"""The tables of a fictional web shop, from its database to its marts.

One block a table: `@ KEY  description`, then a line a column: `name  type  description  < source columns`.
KEY is `place:table`. A column copied from somewhere names where it comes from (`place:table.column`, several by commas);
that is its column lineage, and the places named are the table's upstreams. `* KEY` copies all columns of another table.
"""

POSTGRES = """
@ pg:customers  People who bought something or made an account.
customer_id     bigint          Key of the customer
email           text            Where we write to; unique
full_name       text            As entered by the customer
phone           text            With country code
country         char(2)         ISO 3166 code of the country of residence
newsletter      boolean         Agreed to the newsletter
created_at      timestamptz     When the account was made

@ pg:addresses  Delivery and billing addresses of customers.
address_id      bigint          Key of the address
customer_id     bigint          Whose address it is
kind            text            delivery or billing
street          text            Street and house number
city            text            City
postal_code     text            Postal code, kept as text
country         char(2)         ISO 3166 code

@ pg:categories  The tree of product categories.
category_id     bigint          Key of the category
parent_id       bigint          Category above; null at the top
name            text            As shown in the shop

@ pg:products  What can be bought.
product_id      bigint          Key of the product
sku             text            Stock keeping unit, printed on the box
name            text            As shown in the shop
category_id     bigint          Where it is filed
supplier_id     bigint          Who delivers it
price           numeric(12,2)   Gross price in euro
attributes      jsonb           Colour, size and what else the category knows
active          boolean         Can be bought now

@ pg:suppliers  Companies that deliver products to us.
supplier_id     bigint          Key of the supplier
name            text            Company name
country         char(2)         ISO 3166 code
lead_time_days  integer         Days from our order to their delivery

@ pg:orders  One row an order, written at checkout and updated as its status moves.
order_id        bigint          Key of the order
customer_id     bigint          Who ordered
status          text            new, paid, shipped, delivered, cancelled
currency        char(3)         ISO 4217 code
total_amount    numeric(12,2)   Gross amount of all items and shipping
coupon_code     text            Coupon used, if any
placed_at       timestamptz     Moment of checkout
updated_at      timestamptz     Last change of this row

@ pg:order_items  The positions of an order.
order_id        bigint          Order it belongs to
line_number     integer         Position, from 1
product_id      bigint          What was bought
quantity        integer         How many
unit_price      numeric(12,2)   Gross price of one, at checkout
discount        numeric(12,2)   Taken off the position

@ pg:payments  Payments as the payment provider reports them.
payment_id      bigint          Key of the payment
order_id        bigint          Order paid for
method          text            card, invoice, wallet
amount          numeric(12,2)   Gross amount
card_last_four  char(4)         Last digits of the card, if by card
status          text            authorised, captured, failed
paid_at         timestamptz     When it was captured

@ pg:refunds  Money sent back to customers.
refund_id       bigint          Key of the refund
payment_id      bigint          Payment it reverses, wholly or in part
amount          numeric(12,2)   Gross amount sent back
reason          text            As chosen by the service desk
refunded_at     timestamptz     When it was sent

@ pg:shipments  Parcels on their way.
shipment_id     bigint          Key of the parcel
order_id        bigint          Order it carries
carrier         text            Parcel service
tracking_code   text            The carrier's code
shipped_at      timestamptz     Handed to the carrier
delivered_at    timestamptz     Signed for; null on the way

@ pg:inventory  Stock per product and warehouse.
product_id      bigint          Product in stock
site            text            Warehouse: north, south
on_hand         integer         Pieces on the shelf
reserved        integer         Pieces promised to orders
counted_at      timestamptz     Last stocktaking

@ pg:coupons  Coupons of campaigns.
code            text            What the customer types
percent_off     integer         Discount in percent
valid_until     date            Last day

@ pg:reviews  What customers say about products.
review_id       bigint          Key of the review
product_id      bigint          Product judged
customer_id     bigint          Who wrote it
stars           integer         1 to 5
body            text            Free text

@ crm:newsletter_subscribers  Who gets the newsletter; fed by the shop and by the landing pages.
email           text            Address
topics          text[]          Topics chosen
confirmed_at    timestamptz     Double opt-in

@ crm:support_tickets  Questions and complaints.
ticket_id       bigint          Key of the ticket
order_id        bigint          Order it is about, if any
email           text            Who asks
subject         text            First line
opened_at       timestamptz     When it came in
closed_at       timestamptz     Null while open
"""

KAFKA = """
@ kafka:shop.customers.v1  Change stream of customers.
* pg:customers

@ kafka:shop.orders.v1  Change stream of orders; one event each time a row changes.
* pg:orders

@ kafka:shop.payments.v1  Change stream of payments.
* pg:payments

@ kafka:shop.shipments.v1  Change stream of shipments.
* pg:shipments

@ kafka:shop.inventory.v1  Stock movements.
* pg:inventory

@ kafka:shop.clicks.v1  Page views and clicks, from the browser.
event_id        string          Random id, made by the browser
session_id      string          Visit it belongs to
customer_id     long            If signed in
page            string          Path of the page
product_id      long            If the page is a product's
referrer        string          Where the visitor came from
occurred_at     timestamp       Clock of the collector

@ kafka:shop.carts.v1  What goes into carts and out of them.
session_id      string          Visit
product_id      long            Product
action          string          add or remove
quantity        int             How many
occurred_at     timestamp       Clock of the collector
"""

ICEBERG = """
@ raw:customers  Customers, newest state of each.
* kafka:shop.customers.v1

@ raw:orders  Orders, newest state of each.
* kafka:shop.orders.v1

@ raw:payments  Payments, newest state of each.
* kafka:shop.payments.v1

@ raw:shipments  Shipments, newest state of each.
* kafka:shop.shipments.v1

@ raw:inventory  Stock, a row per movement.
* kafka:shop.inventory.v1

@ raw:clicks  Clicks as they came, partitioned by day.
* kafka:shop.clicks.v1

@ raw:carts  Cart events as they came, partitioned by day.
* kafka:shop.carts.v1

@ raw:order_items  Positions of orders, copied each night.
* pg:order_items

@ raw:products  Products, copied each night.
* pg:products

@ raw:categories  Categories, copied each night.
* pg:categories

@ raw:refunds  Refunds, copied each night.
* pg:refunds
"""

STAGING = """
@ stg:stg_customers  Customers, cleaned; e-mail addresses are hashed.
customer_id     bigint          Key of the customer                       < raw:customers.customer_id
email_hash      varchar         SHA-256 of the lower-cased address        < raw:customers.email
country         varchar         ISO code, upper case                      < raw:customers.country
signed_up_on    date            Day the account was made                  < raw:customers.created_at

@ stg:stg_orders  Orders, cleaned; test orders are left out.
order_id        bigint          Key of the order                          < raw:orders.order_id
customer_id     bigint          Who ordered                               < raw:orders.customer_id
status          varchar         Lower case                                < raw:orders.status
amount_eur      decimal(12,2)   Gross amount in euro, at the day's rate   < raw:orders.total_amount, raw:orders.currency
coupon_code     varchar         Upper case                                < raw:orders.coupon_code
placed_at       timestamp(6)    UTC                                       < raw:orders.placed_at

@ stg:stg_order_items  Positions with net amounts.
order_id        bigint          Order                                     < raw:order_items.order_id
product_id      bigint          Product                                   < raw:order_items.product_id
quantity        integer         How many                                  < raw:order_items.quantity
net_amount      decimal(12,2)   After discount, without tax               < raw:order_items.unit_price, raw:order_items.quantity, raw:order_items.discount

@ stg:stg_payments  Captured payments.
payment_id      bigint          Key of the payment                        < raw:payments.payment_id
order_id        bigint          Order                                     < raw:payments.order_id
method          varchar         card, invoice, wallet                     < raw:payments.method
amount_eur      decimal(12,2)   Gross amount                              < raw:payments.amount
paid_at         timestamp(6)    UTC                                       < raw:payments.paid_at

@ stg:stg_refunds  Refunds with the order they belong to.
refund_id       bigint          Key of the refund                         < raw:refunds.refund_id
order_id        bigint          Order                                     < raw:payments.order_id
amount_eur      decimal(12,2)   Gross amount sent back                    < raw:refunds.amount

@ stg:stg_products  Products with the path of their category.
product_id      bigint          Key of the product                        < raw:products.product_id
name            varchar         As shown in the shop                      < raw:products.name
category_path   varchar         Such as Garden > Tools                    < raw:categories.name, raw:categories.parent_id
price_eur       decimal(12,2)   Gross price                               < raw:products.price

@ stg:stg_shipments  Parcels with the days they took.
order_id        bigint          Order                                     < raw:shipments.order_id
carrier         varchar         Parcel service                            < raw:shipments.carrier
days            integer         From hand-over to signature               < raw:shipments.shipped_at, raw:shipments.delivered_at

@ stg:stg_sessions  Visits, put together from clicks and cart events.
session_id      varchar         Visit                                     < raw:clicks.session_id
customer_id     bigint          If signed in                              < raw:clicks.customer_id
started_at      timestamp(6)    First click                               < raw:clicks.occurred_at
pages           bigint          Pages seen                                < raw:clicks.page
added_to_cart   bigint          Products put into the cart                < raw:carts.quantity, raw:carts.action
"""

MARTS = """
@ mart:dim_customer  One row a customer, with the first order.
customer_id     bigint          Key of the customer                       < stg:stg_customers.customer_id
country         varchar         ISO code                                  < stg:stg_customers.country
first_order_at  timestamp(6)    Null for those who never ordered          < stg:stg_orders.placed_at

@ mart:dim_product  One row a product.
product_id      bigint          Key of the product                        < stg:stg_products.product_id
name            varchar         As shown in the shop                      < stg:stg_products.name
category_path   varchar         Path of the category                      < stg:stg_products.category_path

@ mart:dim_date  Days from 2015 to 2035, with weeks and holidays.
day             date            The day
iso_week        varchar         Such as 2026-W07
holiday         varchar         Name of the holiday, if it is one

@ mart:fct_orders  One row an order, with what was paid and sent back. The table to start from.
order_id        bigint          Key of the order                          < stg:stg_orders.order_id
customer_id     bigint          Who ordered                               < stg:stg_orders.customer_id
order_date      date            Day of checkout                           < stg:stg_orders.placed_at
gross_eur       decimal(12,2)   Gross amount                              < stg:stg_orders.amount_eur
net_eur         decimal(12,2)   Net amount of all positions               < stg:stg_order_items.net_amount
paid_eur        decimal(12,2)   Captured payments                         < stg:stg_payments.amount_eur
refunded_eur    decimal(12,2)   Sent back                                 < stg:stg_refunds.amount_eur

@ mart:fct_sessions  One row a visit, with the order it ended in.
session_id      varchar         Visit                                     < stg:stg_sessions.session_id
pages           bigint          Pages seen                                < stg:stg_sessions.pages
order_id        bigint          Order within the hour, if any             < stg:stg_orders.order_id

@ mart:daily_sales  Sales per day, country and category.
day             date            Day of checkout                           < mart:fct_orders.order_date, mart:dim_date.day
country         varchar         Of the customer                           < mart:dim_customer.country
category_path   varchar         Of the product                            < mart:dim_product.category_path
orders          bigint          Number of orders                          < mart:fct_orders.order_id
net_eur         decimal(14,2)   Net sales                                 < mart:fct_orders.net_eur

@ mart:customer_lifetime_value  What a customer brought so far and will bring in a year.
customer_id     bigint          Key of the customer                       < mart:dim_customer.customer_id
orders          bigint          Number of orders                          < mart:fct_orders.order_id
net_eur         decimal(14,2)   So far                                    < mart:fct_orders.net_eur, mart:fct_orders.refunded_eur
expected_eur    decimal(14,2)   Next twelve months                        < mart:fct_orders.net_eur

@ mart:product_performance  Views, carts and sales per product and week.
product_id      bigint          Key of the product                        < mart:dim_product.product_id
iso_week        varchar         Week                                      < mart:dim_date.iso_week
views           bigint          Product pages seen                        < raw:clicks.product_id
sold            bigint          Pieces sold                               < stg:stg_order_items.quantity

@ mart:delivery_times  How long parcels take, per carrier and week.
carrier         varchar         Parcel service                            < stg:stg_shipments.carrier
iso_week        varchar         Week                                      < mart:dim_date.iso_week
median_days     double          Median of days                            < stg:stg_shipments.days

@ mart:refund_rates  Refunds per category and month.
category_path   varchar         Category                                  < mart:dim_product.category_path
month           date            First day of the month                    < mart:fct_orders.order_date
rate            double          Refunded share of gross sales             < mart:fct_orders.refunded_eur, mart:fct_orders.gross_eur

@ mart:stock_alerts  Products that run out before the supplier delivers.
product_id      bigint          Key of the product                        < stg:stg_products.product_id
on_hand         bigint          Pieces left                               < raw:inventory.on_hand
days_left       double          At the speed of the last four weeks       < raw:inventory.on_hand, stg:stg_order_items.quantity

@ mart:sales_by_day  Sales per day, the way it was before categories. Use daily_sales.
day             date            Day of checkout                           < stg:stg_orders.placed_at
gross_eur       decimal(14,2)   Gross sales                               < stg:stg_orders.amount_eur
"""

ALL = POSTGRES + KAFKA + ICEBERG + STAGING + MARTS
